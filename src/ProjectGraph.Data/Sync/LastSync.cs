using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>A connection's last sync run, whichever instance has run it.</summary>
/// <param name="Standing">Null before the first.</param>
/// <param name="Failures">How often syncs broke off since the last one that went well.</param>
public sealed record LastSync(SyncStanding? Standing, int Failures, SyncOwner Owner)
{
    /// <summary>When it ended, or else began: the next one's pause is counted from there.</summary>
    public DateTimeOffset? At => Standing?.EndedAt ?? Standing?.StartedAt;

    /// <summary>Whether it waits for anybody to go on with it, as its instance is gone.</summary>
    public bool IsLeftBehind => Owner == SyncOwner.Gone && Standing is { State: SyncState.Interrupted };
}

/// <summary>Whose a run is.</summary>
public enum SyncOwner
{
    /// <summary>Of an instance that has ended.</summary>
    Gone,

    /// <summary>Of this instance.</summary>
    Own,

    /// <summary>Of another one that lives.</summary>
    Other,
}
