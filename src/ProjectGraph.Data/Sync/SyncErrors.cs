namespace ProjectGraph.Data.Sync;

/// <summary>Codes of what ends a sync, beside those of a <see cref="VendorReadException"/>.</summary>
public static class SyncErrors
{
    /// <summary>So many projects vanished at once that the vendor is more likely broken than empty: nothing was deleted.</summary>
    public const string TooManyVanished = "SYNC_TOO_MANY_DELETED";

    /// <summary>The sync broke off by a fault of its own; the log holds the cause.</summary>
    public const string BrokeOff = "SYNC_INTERRUPTED";

    /// <summary>Another process that has the same store open is syncing the connection.</summary>
    public const string RunsElsewhere = "SYNC_RUNNING_ON_ANOTHER_INSTANCE";
}
