namespace ProjectGraph.Data.Sync;

/// <summary>Notifies waiting readers of commits to the store, by this process or another one.</summary>
internal interface ICommitNotifier
{
    /// <summary>
    /// Completes at the next commit. Take the task before reading, so that a commit after the read completes it immediately. It
    /// may also complete without a commit, so a reader checks and waits again.
    /// </summary>
    Task NextCommit { get; }
}
