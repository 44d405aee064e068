using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>The last change of an entity within a range of the change log.</summary>
/// <param name="Position">The position of the change in the log.</param>
/// <param name="IsDeleted">Whether the entity was removed.</param>
public sealed record EntityChange(long Position, long EntityId, bool IsDeleted);

/// <param name="Head">The end of the range. Later changes belong to the next range.</param>
/// <param name="Changes">Each entity once, in the order of their last changes.</param>
/// <param name="HasNext">Whether more of the range follows.</param>
/// <param name="Total">The number of entities that changed in the range after the page's start.</param>
public sealed record ChangePage(long Head, IReadOnlyList<EntityChange> Changes, bool HasNext, long Total);

/// <summary>
/// Reads the change log. Positions are assigned in commit order without gaps, so a reader that continues after a position
/// misses nothing.
/// </summary>
public sealed class ChangeHistory(GraphStore store)
{
    private const int PruneBatchSize = 10_000;

    private const string SelectHead = $"SELECT coalesce(max(Position), 0) FROM {InternalTables.Changes}";
    private const string SelectFirst = $"SELECT min(Position) FROM {InternalTables.Changes}";

    // Of several changes to one entity only the last counts.
    private const string RangeSql = $"""
        FROM {InternalTables.Changes} AS c WHERE c.Entity = @p0 AND c.Position > @p1 AND c.Position <= @p2 AND NOT EXISTS (
            SELECT 1 FROM {InternalTables.Changes} AS l WHERE l.Entity = c.Entity AND l.EntityId = c.EntityId AND l.Position > c.Position AND l.Position <= @p2)
        """;

    private const string SelectPage = $"SELECT c.Position, c.EntityId, c.Kind {RangeSql}";
    private const string CountAll = $"SELECT count(*) {RangeSql}";

    // The newest entry is always kept, because it holds the log's current position.
    private const string Prune = $"""
        DELETE FROM {InternalTables.Changes} WHERE Position < (SELECT coalesce(min(Position), (SELECT max(Position) FROM {InternalTables.Changes})) FROM {InternalTables.Changes} WHERE At >= @p0)
        AND Position < (SELECT min(Position) FROM {InternalTables.Changes}) + @p1
        """;

    /// <summary>The position of the newest change.</summary>
    public Task<long> HeadAsync(CancellationToken cancellationToken) =>
        MinimumReadPosition.RaiseAsync(store.ReadAsync(session => session.ReadLong(SelectHead), cancellationToken));

    /// <summary>Reads the changes of an entity after a position.</summary>
    /// <param name="scope">The vendor accounts whose entities are returned, including deleted ones.</param>
    /// <param name="head">The end of the range; null means the newest change.</param>
    /// <param name="counts">Whether to compute <see cref="ChangePage.Total"/>; otherwise it is 0.</param>
    /// <returns>Null if the log no longer contains the position, or has not reached it.</returns>
    public async Task<ChangePage?> ReadAsync(
        EntityModel entity,
        AccountScope scope,
        long after,
        long? head,
        int take,
        bool counts,
        CancellationToken cancellationToken
    )
    {
        var page = await store.ReadAsync(session => Read(session, entity, scope, after, head, take, counts), cancellationToken);
        if (page is not null)
            MinimumReadPosition.Raise(page.Head);
        return page;
    }

    /// <summary>Deletes entries older than a time, in batches, so that no other writer waits long.</summary>
    /// <returns>The number of deleted entries.</returns>
    public async Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var pruned = 0L;
        while (true)
        {
            var piece = await store.WriteAsync(session => session.Execute(Prune, before.UtcTicks, PruneBatchSize), cancellationToken);
            pruned += piece;
            if (piece < PruneBatchSize)
                return pruned;
        }
    }

    private static ChangePage? Read(
        SqlSession session,
        EntityModel entity,
        AccountScope scope,
        long after,
        long? head,
        int take,
        bool counts
    )
    {
        var newest = session.ReadLong(SelectHead);
        var first = session.ReadScalar(SelectFirst) is long position ? position : 1;
        if (after < first - 1 || after > newest || head > newest)
            return null;
        var end = head ?? newest;
        var (values, counted) = (new List<object?> { entity.Name, after, end, take + 1L }, new List<object?> { entity.Name, after, end });
        var changes = session.ReadList(
            $"{SelectPage}{scope.AndCondition("c.VendorAccountId", values)} ORDER BY c.Position LIMIT @p3",
            row => new EntityChange(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2) == (long)ChangeKind.Deleted),
            [.. values]
        );
        var total = counts ? session.ReadLong(CountAll + scope.AndCondition("c.VendorAccountId", counted), [.. counted]) : 0;
        return new(end, [.. changes.Take(take)], changes.Count > take, total);
    }
}
