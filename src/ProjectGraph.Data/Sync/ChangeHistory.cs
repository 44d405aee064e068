using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>The last thing that happened to an entity within a stretch of the change log.</summary>
/// <param name="Position">Where it stands in the log.</param>
/// <param name="IsDeleted">Whether the entity was removed.</param>
public sealed record EntityChange(long Position, long EntityId, bool IsDeleted);

/// <param name="Head">The end of the stretch that is read: changes behind it belong to the next one.</param>
/// <param name="Changes">Each entity once, in the order of their last changes.</param>
/// <param name="HasNext">Whether more of the stretch follows.</param>
/// <param name="Total">How many entities the stretch touches behind the page's beginning.</param>
public sealed record ChangePage(long Head, IReadOnlyList<EntityChange> Changes, bool HasNext, long Total);

/// <summary>
/// Reads the change log. A position is given in commit order and none is left out, so whoever has seen one misses nothing by
/// going on behind it.
/// </summary>
public sealed class ChangeHistory(GraphStore store)
{
    private const int PrunedAtOnce = 10_000;

    private const string SelectHead = $"SELECT coalesce(max(Position), 0) FROM {InternalTables.Changes}";
    private const string SelectFirst = $"SELECT min(Position) FROM {InternalTables.Changes}";

    // Of several changes to one entity the last one counts.
    private const string Stretch =
        $"""
        FROM {InternalTables.Changes} AS c WHERE c.Entity = @p0 AND c.Position > @p1 AND c.Position <= @p2 AND NOT EXISTS (
            SELECT 1 FROM {InternalTables.Changes} AS l WHERE l.Entity = c.Entity AND l.EntityId = c.EntityId AND l.Position > c.Position AND l.Position <= @p2)
        """;

    private const string SelectPage = $"SELECT c.Position, c.EntityId, c.Kind {Stretch}";
    private const string CountAll = $"SELECT count(*) {Stretch}";

    // The newest entry always stays: it tells how far the log has come.
    private const string Prune =
        $"""
        DELETE FROM {InternalTables.Changes} WHERE Position < (SELECT coalesce(min(Position), (SELECT max(Position) FROM {InternalTables.Changes})) FROM {InternalTables.Changes} WHERE At >= @p0)
        AND Position < (SELECT min(Position) FROM {InternalTables.Changes}) + @p1
        """;

    /// <summary>The position of the newest change.</summary>
    public Task<long> HeadAsync(CancellationToken cancellation) =>
        ReadFloor.RaiseAsync(store.ReadAsync(session => session.Count(SelectHead), cancellation));

    /// <summary>What happened to entities of this kind behind a position.</summary>
    /// <param name="scope">The vendor accounts whose entities are told of, the deleted ones too.</param>
    /// <param name="head">Where the stretch ends; null is now.</param>
    /// <param name="counts">Whether <see cref="ChangePage.Total"/> is wanted; 0 otherwise.</param>
    /// <returns>Null where the log does not reach back as far, or never came so far.</returns>
    public async Task<ChangePage?> ReadAsync(EntityModel entity, AccountScope scope, long after, long? head, int take, bool counts, CancellationToken cancellation)
    {
        var page = await store.ReadAsync(session => Read(session, entity, scope, after, head, take, counts), cancellation);
        if (page is not null) ReadFloor.Raise(page.Head);
        return page;
    }

    /// <summary>Forgets what happened before a time, in pieces, so that no other writer waits long.</summary>
    /// <returns>How many entries went.</returns>
    public async Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var pruned = 0L;
        while (true)
        {
            var piece = await store.WriteAsync(session => session.Execute(Prune, before.UtcTicks, PrunedAtOnce), cancellation);
            pruned += piece;
            if (piece < PrunedAtOnce) return pruned;
        }
    }

    private static ChangePage? Read(SqlSession session, EntityModel entity, AccountScope scope, long after, long? head, int take, bool counts)
    {
        var newest = session.Count(SelectHead);
        var first = session.Scalar(SelectFirst) is long position ? position : 1;
        if (after < first - 1 || after > newest || head > newest) return null;
        var end = head ?? newest;
        var (values, counted) = (new List<object?> { entity.Name, after, end, take + 1L }, new List<object?> { entity.Name, after, end });
        var changes = session.List(
            $"{SelectPage}{scope.And("c.ConnectionId", values)} ORDER BY c.Position LIMIT @p3",
            row => new EntityChange(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2) == (long)ChangeKind.Deleted), [.. values]);
        var total = counts ? session.Count(CountAll + scope.And("c.ConnectionId", counted), [.. counted]) : 0;
        return new(end, [.. changes.Take(take)], changes.Count > take, total);
    }
}
