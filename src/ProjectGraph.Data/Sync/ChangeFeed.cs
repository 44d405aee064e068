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
    private readonly GraphStore store;
    private readonly ICommitSignal commits;

    internal ChangeFeed(GraphStore store, ICommitSignal commits)
    {
        this.store = store;
        this.commits = commits;
    }

    /// <summary>The position to follow from: the given one, or that of the newest change.</summary>
    /// <exception cref="StoreException">The log does not contain the changes after the position, or never had the position.</exception>
    public Task<long> StartAsync(long? after, CancellationToken cancellation) =>
        ReadFloor.RaiseAsync(store.ReadAsync(session => after is { } position ? ChangeLog.Check(session, position) : ChangeLog.Newest(session), cancellation));

    /// <summary>Streams an entity's changes after a position, then new ones, in small batches. It ends only by cancellation.</summary>
    /// <param name="scope">The vendor accounts whose changes are streamed.</param>
    /// <exception cref="StoreException">The consumer was too slow, and its next changes are no longer in the log.</exception>
    public async IAsyncEnumerable<IReadOnlyList<GraphChange>> FollowAsync(
        EntityModel entity, AccountScope scope, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var commit = commits.Next;
            var (changes, next) = await store.ReadAsync(session => ChangeLog.Read(session, entity, scope, after, BatchSize), cancellation);
            ReadFloor.Raise(next);
            if (changes.Count > 0) yield return changes;
            after = next;
            if (changes.Count < BatchSize) await commit.WaitAsync(cancellation);
        }
    }

    public async Task<bool> HasConnectionAsync(long connectionId, AccountScope scope, CancellationToken cancellation) =>
        scope.Includes(connectionId) && await store.ReadAsync(session => session.Entity<Connection>(" WHERE Id = @p0", connectionId) is not null, cancellation);

    /// <summary>Streams an account's newest sync run (null before the first) and its changes. It ends only by cancellation.</summary>
    public async IAsyncEnumerable<SyncStanding?> FollowSyncAsync(long connectionId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var commit = commits.Next;
        var last = await StandingAsync(connectionId, cancellation);
        yield return last;
        while (true)
        {
            await commit.WaitAsync(cancellation);
            commit = commits.Next;
            var state = await StandingAsync(connectionId, cancellation);
            if (state == last) continue;
            last = state;
            yield return state;
        }
    }

    private Task<SyncStanding?> StandingAsync(long connectionId, CancellationToken cancellation) =>
        store.ReadAsync(session => SyncCheckpoint.Newest(session, connectionId)?.Standing(), cancellation);
}
