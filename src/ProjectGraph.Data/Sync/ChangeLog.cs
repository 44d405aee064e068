using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>What happened to a node of the graph. The numbers are stored.</summary>
internal enum ChangeKind { Created = 1, Updated = 2, Deleted = 3 }

/// <summary>Appends to the change log, within the transaction that makes the change.</summary>
internal sealed class ChangeLog(SqlSession session, long now)
{
    private const string Append =
        $"INSERT INTO {InternalTables.Changes} (Entity, EntityId, Kind, VendorId, ConnectionId, At) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)";

    public void Write(EntityTable table, long id, ChangeKind kind, string vendorId, long connectionId) =>
        session.Execute(Append, table.Entity.Name, id, (long)kind, vendorId, connectionId, now);
}
