using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>A vendor account's last sync run, on any instance.</summary>
/// <param name="Standing">The run; null before the first.</param>
/// <param name="Failures">The number of failed syncs since the last success.</param>
public sealed record LastSync(SyncStanding? Standing, int Failures, SyncOwner Owner)
{
    /// <summary>When the run ended, or began if it has not ended. The delay before the next run counts from this time.</summary>
    public DateTimeOffset? At => Standing?.EndedAt ?? Standing?.StartedAt;

    /// <summary>Whether the run is interrupted and its instance has ended, so that any instance may resume it.</summary>
    public bool IsLeftBehind => Owner == SyncOwner.Gone && Standing is { State: SyncState.Interrupted };
}

/// <summary>The owner of a sync run.</summary>
public enum SyncOwner
{
    /// <summary>An instance that has ended.</summary>
    Gone,

    /// <summary>This instance.</summary>
    Own,

    /// <summary>Another instance that is alive.</summary>
    Other,
}
