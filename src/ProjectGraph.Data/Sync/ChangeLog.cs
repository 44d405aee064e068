using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>The kind of a change to a node. The numbers are stored.</summary>
public enum ChangeKind
{
    Created = 1,
    Updated = 2,
    Deleted = 3,
}

/// <summary>An entry of the change log.</summary>
/// <param name="Position">Increases by one with every change.</param>
/// <param name="VendorAccountId">The entity's vendor account; 0 for none.</param>
public sealed record GraphChange(long Position, long EntityId, ChangeKind Kind, string VendorId, long VendorAccountId, DateTimeOffset At);

/// <summary>Appends to the change log within the transaction of the change, and reads the log.</summary>
internal sealed class ChangeLog(SqlSession session, long now)
{
    private const string SelectAfter =
        $"SELECT Position, EntityId, Kind, VendorId, VendorAccountId, At FROM {InternalTables.Changes} WHERE Position > @p0 AND Entity = @p1";
    private const string SelectFirst = $"SELECT coalesce(min(Position), 0) FROM {InternalTables.Changes}";
    private const string SelectLast = $"SELECT coalesce(max(Position), 0) FROM {InternalTables.Changes}";

    public void Write(EntityTable table, long id, ChangeKind kind, string vendorId, long vendorAccountId) =>
        session.RecordChange(new(table.Entity.Name, id, kind, vendorId, vendorAccountId, now));

    /// <summary>The position of the newest change; 0 if there is none.</summary>
    public static long GetNewestPosition(SqlSession session) => session.ReadLong(SelectLast);

    /// <exception cref="StoreException">The log does not contain the changes after the position, or never had the position.</exception>
    public static long CheckPosition(SqlSession session, long position)
    {
        if (position > GetNewestPosition(session))
            throw PositionExpired(
                $"The position {position} is after the end of the change log. It belongs to another store, or the store was restored to an earlier state."
            );
        if (position < session.ReadLong(SelectFirst) - 1)
            throw PositionExpired($"The changes after position {position} have been removed from the change log.");
        return position;
    }

    /// <summary>Reads the oldest changes of an entity after a position, and returns where to continue.</summary>
    /// <param name="scope">The vendor accounts whose changes are read.</param>
    public static (IReadOnlyList<GraphChange> Changes, long Next) Read(
        SqlSession session,
        EntityModel entity,
        AccountScope scope,
        long after,
        int most
    )
    {
        CheckPosition(session, after);
        var values = new List<object?> { after, entity.Name, (long)most };
        var changes = session.ReadList(
            $"{SelectAfter}{scope.AndCondition("VendorAccountId", values)} ORDER BY Position LIMIT @p2",
            row => new GraphChange(
                row.GetInt64(0),
                row.GetInt64(1),
                (ChangeKind)row.GetInt64(2),
                row.GetString(3),
                row.GetInt64(4),
                new(row.GetInt64(5), TimeSpan.Zero)
            ),
            [.. values]
        );
        // Changes of other entities after the last one are not read again.
        return (changes, changes.Count < most ? GetNewestPosition(session) : changes[^1].Position);
    }

    private static StoreException PositionExpired(string why) =>
        new(StoreException.PositionExpired, $"{why} Read the current state again and follow the changes from there, without a position.");
}
