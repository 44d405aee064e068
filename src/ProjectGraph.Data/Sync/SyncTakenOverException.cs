namespace ProjectGraph.Data.Sync;

/// <summary>A run is no longer its process's: it was silent for so long that another one has taken the run over.</summary>
internal sealed class SyncTakenOverException() : Exception("Another process has taken the sync over.");
