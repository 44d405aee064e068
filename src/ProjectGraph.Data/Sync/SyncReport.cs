using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <param name="Read">The number of records read from the vendor.</param>
/// <param name="Error">Why the run ended early; null if it is complete.</param>
/// <param name="ErrorCode">The error's code.</param>
public sealed record SyncReport(
    long VendorAccountId,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    int Read,
    int Created,
    int Changed,
    int Deleted,
    int Quarantined,
    string? Error,
    string? ErrorCode
);

/// <summary>The progress of a running sync, reported after each page.</summary>
public sealed record SyncProgress(long VendorAccountId, int Read, int Created, int Changed, int Quarantined);

/// <summary>The state of a sync run, ended or not.</summary>
/// <param name="Pages">The number of pages read since its last start.</param>
/// <param name="EndedAt">Null while the run is in progress or waits to be resumed.</param>
public sealed record SyncRunSnapshot(
    long VendorAccountId,
    SyncState State,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long Pages,
    int Read,
    int Created,
    int Changed,
    int Deleted,
    int Quarantined,
    string? Error,
    string? ErrorCode
);
