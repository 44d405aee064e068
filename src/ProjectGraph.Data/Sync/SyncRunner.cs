namespace ProjectGraph.Data.Sync;

/// <summary>
/// Copies what a connection shows into the graph: page by page, each in one transaction together with its checkpoint, so
/// that a run killed at any moment goes on where it was. Rows that a complete run did not see are removed, unless so many
/// vanished at once that the vendor is more likely broken than empty.
/// </summary>
public sealed class SyncRunner
{
    /// <summary>Runs one sync of a connection; a second one for the same connection waits for the first and returns its result.</summary>
    public Task<SyncReport> RunAsync(long connectionId, ISyncSource source, CancellationToken cancellation) => throw new NotSupportedException();
}

/// <param name="Read">Records that the vendor showed.</param>
/// <param name="Error">Why the run ended early; null when it is complete.</param>
/// <param name="ErrorCode">Its banded code.</param>
public sealed record SyncReport(
    long ConnectionId, DateTimeOffset StartedAt, DateTimeOffset EndedAt,
    int Read, int Created, int Changed, int Deleted, int Quarantined, string? Error, string? ErrorCode);
