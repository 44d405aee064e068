using System.Runtime.CompilerServices;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// What happens to the graph, as it happens. Every consumer reads the store itself, at its own pace and from its own
/// position: a slow one holds nobody up, and nothing is kept for it in memory.
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

    /// <summary>Where to follow from: the given position, or the newest change.</summary>
    /// <exception cref="StoreException">Changes behind the position are no longer in the log, or it is none of this log.</exception>
    public Task<long> StartAsync(long? after, CancellationToken cancellation) =>
        ReadFloor.RaiseAsync(store.ReadAsync(session => after is { } position ? ChangeLog.Check(session, position) : ChangeLog.Newest(session), cancellation));

    /// <summary>The changes of an entity behind a position, and then those to come, a handful at a time. It ends by cancellation only.</summary>
    /// <param name="scope">The vendor accounts whose changes are followed.</param>
    /// <exception cref="StoreException">The consumer was so slow that the log has moved on without it.</exception>
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

    /// <summary>The newest sync run of a connection (null before its first) and each change of it. It ends by cancellation only.</summary>
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
