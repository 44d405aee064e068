using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>What happened to a node of the graph. The numbers are stored.</summary>
public enum ChangeKind { Created = 1, Updated = 2, Deleted = 3 }

/// <summary>An entry of the change log.</summary>
/// <param name="Position">Grows with every change, without a gap.</param>
/// <param name="ConnectionId">The connection that the entity belongs to; 0 for none.</param>
public sealed record GraphChange(long Position, long EntityId, ChangeKind Kind, string VendorId, long ConnectionId, DateTimeOffset At);

/// <summary>Appends to the change log within the transaction that makes the change, and reads it.</summary>
internal sealed class ChangeLog(SqlSession session, long now)
{
    private const string Behind =
        $"SELECT Position, EntityId, Kind, VendorId, ConnectionId, At FROM {InternalTables.Changes} WHERE Position > @p0 AND Entity = @p1";
    private const string First = $"SELECT coalesce(min(Position), 0) FROM {InternalTables.Changes}";
    private const string Last = $"SELECT coalesce(max(Position), 0) FROM {InternalTables.Changes}";

    public void Write(EntityTable table, long id, ChangeKind kind, string vendorId, long connectionId) =>
        session.Note(new(table.Entity.Name, id, kind, vendorId, connectionId, now));

    /// <summary>The position of the newest change; 0 while there is none.</summary>
    public static long Newest(SqlSession session) => session.Count(Last);

    /// <exception cref="StoreException">Changes behind the position are no longer in the log, or it is none of this log.</exception>
    public static long Check(SqlSession session, long position)
    {
        if (position > Newest(session)) throw Unknown($"The position {position} lies ahead of the change log: it is of another store, or of one that was put back to an earlier state.");
        if (position < session.Count(First) - 1) throw Unknown($"The changes directly behind the position {position} are no longer kept.");
        return position;
    }

    /// <summary>The oldest changes of an entity behind a position, and where to go on.</summary>
    /// <param name="scope">The vendor accounts whose changes are read.</param>
    public static (IReadOnlyList<GraphChange> Changes, long Next) Read(SqlSession session, EntityModel entity, AccountScope scope, long after, int most)
    {
        Check(session, after);
        var values = new List<object?> { after, entity.Name, (long)most };
        var changes = session.List(
            $"{Behind}{scope.And("ConnectionId", values)} ORDER BY Position LIMIT @p2",
            row => new GraphChange(row.GetInt64(0), row.GetInt64(1), (ChangeKind)row.GetInt64(2), row.GetString(3), row.GetInt64(4), new(row.GetInt64(5), TimeSpan.Zero)),
            [.. values]);
        // What of other entities lies behind the last one is not looked at again.
        return (changes, changes.Count < most ? Newest(session) : changes[^1].Position);
    }

    private static StoreException Unknown(string why) =>
        new(StoreException.PositionExpired, $"{why} Read the current state anew and follow the changes from there, without a position.");
}
