namespace ProjectGraph.Data.Sync;

/// <summary>Codes of errors that end a sync, in addition to those of <see cref="VendorReadException"/>.</summary>
public static class SyncErrors
{
    /// <summary>So many projects vanished at once that a vendor failure is more likely. Nothing was deleted.</summary>
    public const string TooManyDeleted = "SYNC_TOO_MANY_DELETED";

    /// <summary>The sync was interrupted by an internal error; the log contains the cause.</summary>
    public const string Interrupted = "SYNC_INTERRUPTED";

    /// <summary>Another process with the same store is syncing the vendor account.</summary>
    public const string RunningOnAnotherInstance = "SYNC_RUNNING_ON_ANOTHER_INSTANCE";
}
