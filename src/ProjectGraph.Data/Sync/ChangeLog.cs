using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>The kind of a change to a node. The numbers are stored.</summary>
public enum ChangeKind { Created = 1, Updated = 2, Deleted = 3 }

/// <summary>An entry of the change log.</summary>
/// <param name="Position">Increases by one with every change.</param>
/// <param name="ConnectionId">The entity's vendor account; 0 for none.</param>
public sealed record GraphChange(long Position, long EntityId, ChangeKind Kind, string VendorId, long ConnectionId, DateTimeOffset At);

/// <summary>Appends to the change log within the transaction of the change, and reads the log.</summary>
internal sealed class ChangeLog(SqlSession session, long now)
{
    private const string Behind =
        $"SELECT Position, EntityId, Kind, VendorId, ConnectionId, At FROM {InternalTables.Changes} WHERE Position > @p0 AND Entity = @p1";
    private const string First = $"SELECT coalesce(min(Position), 0) FROM {InternalTables.Changes}";
    private const string Last = $"SELECT coalesce(max(Position), 0) FROM {InternalTables.Changes}";

    public void Write(EntityTable table, long id, ChangeKind kind, string vendorId, long connectionId) =>
        session.Note(new(table.Entity.Name, id, kind, vendorId, connectionId, now));

    /// <summary>The position of the newest change; 0 if there is none.</summary>
    public static long Newest(SqlSession session) => session.Count(Last);

    /// <exception cref="StoreException">The log does not contain the changes after the position, or never had the position.</exception>
    public static long Check(SqlSession session, long position)
    {
        if (position > Newest(session)) throw Unknown($"The position {position} is after the end of the change log. It belongs to another store, or the store was restored to an earlier state.");
        if (position < session.Count(First) - 1) throw Unknown($"The changes after position {position} have been removed from the change log.");
        return position;
    }

    /// <summary>Reads the oldest changes of an entity after a position, and returns where to continue.</summary>
    /// <param name="scope">The vendor accounts whose changes are read.</param>
    public static (IReadOnlyList<GraphChange> Changes, long Next) Read(SqlSession session, EntityModel entity, AccountScope scope, long after, int most)
    {
        Check(session, after);
        var values = new List<object?> { after, entity.Name, (long)most };
        var changes = session.List(
            $"{Behind}{scope.And("ConnectionId", values)} ORDER BY Position LIMIT @p2",
            row => new GraphChange(row.GetInt64(0), row.GetInt64(1), (ChangeKind)row.GetInt64(2), row.GetString(3), row.GetInt64(4), new(row.GetInt64(5), TimeSpan.Zero)),
            [.. values]);
        // Changes of other entities after the last one are not read again.
        return (changes, changes.Count < most ? Newest(session) : changes[^1].Position);
    }

    private static StoreException Unknown(string why) =>
        new(StoreException.PositionExpired, $"{why} Read the current state again and follow the changes from there, without a position.");
}
