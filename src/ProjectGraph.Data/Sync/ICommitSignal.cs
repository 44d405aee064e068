namespace ProjectGraph.Data.Sync;

/// <summary>Tells whoever waits that something was committed to the store, by this process or another one.</summary>
internal interface ICommitSignal
{
    /// <summary>
    /// Ends at the next commit. Take it before reading: what is committed between the two then ends the wait at once. It may
    /// also end for no reason, so a reader looks and waits again.
    /// </summary>
    Task Next { get; }
}
