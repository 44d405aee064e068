using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>A vendor account's last sync run, on any instance.</summary>
/// <param name="Run">The run; null before the first.</param>
/// <param name="Failures">The number of failed syncs since the last success.</param>
public sealed record LastSyncRun(SyncRunSnapshot? Run, int Failures, SyncOwner Owner)
{
    /// <summary>When the run ended, or began if it has not ended. The delay before the next run counts from this time.</summary>
    public DateTimeOffset? At => Run?.EndedAt ?? Run?.StartedAt;

    /// <summary>Whether the run is interrupted and its instance has ended, so that any instance may resume it.</summary>
    public bool IsResumableByAnyInstance => Owner == SyncOwner.EndedInstance && Run is { State: SyncState.Interrupted };
}

/// <summary>The owner of a sync run.</summary>
public enum SyncOwner
{
    /// <summary>An instance that has ended.</summary>
    EndedInstance,

    /// <summary>This instance.</summary>
    ThisInstance,

    /// <summary>Another instance that is alive.</summary>
    OtherInstance,
}
