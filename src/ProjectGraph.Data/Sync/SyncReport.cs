using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <param name="Read">Records that the vendor showed.</param>
/// <param name="Error">Why the run ended early; null when it is complete.</param>
/// <param name="ErrorCode">Its banded code.</param>
public sealed record SyncReport(
    long ConnectionId, DateTimeOffset StartedAt, DateTimeOffset EndedAt,
    int Read, int Created, int Changed, int Deleted, int Quarantined, string? Error, string? ErrorCode);

/// <summary>How far a running sync is, told after each page.</summary>
public sealed record SyncProgress(long ConnectionId, int Read, int Created, int Changed, int Quarantined);

/// <summary>A sync run as it stands, finished or not.</summary>
/// <param name="Pages">Pages read since its last start.</param>
/// <param name="EndedAt">Null while it runs, or waits to be gone on with.</param>
public sealed record SyncStanding(
    long ConnectionId, SyncState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    long Pages, int Read, int Created, int Changed, int Deleted, int Quarantined, string? Error, string? ErrorCode);
