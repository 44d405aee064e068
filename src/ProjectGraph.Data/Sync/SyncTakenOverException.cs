namespace ProjectGraph.Data.Sync;

/// <summary>The exception for a run that another process has taken over because this one was silent for too long.</summary>
internal sealed class SyncTakenOverException() : Exception("Another process has taken over the sync.");
