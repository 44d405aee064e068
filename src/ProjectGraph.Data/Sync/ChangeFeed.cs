using System.Runtime.CompilerServices;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Streams changes of the graph. Every consumer reads the store at its own pace and from its own position. A slow consumer
/// delays no other, and nothing is buffered for it in memory.
/// </summary>
public sealed class ChangeFeed
{
    private const int BatchSize = 200;
    private readonly GraphStore _store;
    private readonly ICommitNotifier _commits;

    internal ChangeFeed(GraphStore store, ICommitNotifier commits)
    {
        _store = store;
        _commits = commits;
    }

    /// <summary>The position to follow from: the given one, or that of the newest change.</summary>
    /// <exception cref="StoreException">The log does not contain the changes after the position, or never had the position.</exception>
    public Task<long> StartAsync(long? after, CancellationToken cancellationToken) =>
        MinimumReadPosition.RaiseAsync(
            _store.ReadAsync(
                session => after is { } position ? ChangeLog.CheckPosition(session, position) : ChangeLog.GetNewestPosition(session),
                cancellationToken
            )
        );

    /// <summary>Streams an entity's changes after a position, then new ones, in small batches. It ends only by cancellation.</summary>
    /// <param name="scope">The vendor accounts whose changes are streamed.</param>
    /// <exception cref="StoreException">The consumer was too slow, and its next changes are no longer in the log.</exception>
    public async IAsyncEnumerable<IReadOnlyList<GraphChange>> FollowAsync(
        EntityModel entity,
        AccountScope scope,
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var commit = _commits.NextCommit;
            var (changes, next) = await _store.ReadAsync(
                session => ChangeLog.Read(session, entity, scope, after, BatchSize),
                cancellationToken
            );
            MinimumReadPosition.Raise(next);
            if (changes.Count > 0)
                yield return changes;
            after = next;
            if (changes.Count < BatchSize)
                await commit.WaitAsync(cancellationToken);
        }
    }

    public async Task<bool> HasVendorAccountAsync(long vendorAccountId, AccountScope scope, CancellationToken cancellationToken) =>
        scope.Includes(vendorAccountId)
        && await _store.ReadAsync(
            session => session.ReadEntity<VendorAccount>(" WHERE Id = @p0", vendorAccountId) is not null,
            cancellationToken
        );

    /// <summary>Streams an account's newest sync run (null before the first) and its changes. It ends only by cancellation.</summary>
    public async IAsyncEnumerable<SyncRunSnapshot?> FollowSyncAsync(
        long vendorAccountId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var commit = _commits.NextCommit;
        var last = await ReadNewestSyncAsync(vendorAccountId, cancellationToken);
        yield return last;
        while (true)
        {
            await commit.WaitAsync(cancellationToken);
            commit = _commits.NextCommit;
            var state = await ReadNewestSyncAsync(vendorAccountId, cancellationToken);
            if (state == last)
                continue;
            last = state;
            yield return state;
        }
    }

    private Task<SyncRunSnapshot?> ReadNewestSyncAsync(long vendorAccountId, CancellationToken cancellationToken) =>
        _store.ReadAsync(session => SyncCheckpoint.FindNewest(session, vendorAccountId)?.CreateSnapshot(), cancellationToken);
}
