using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Records the rows that a vendor account's running sync has seen. Rows that an operation saves are recorded too, because the
/// sync may have read their page before. The records are kept until a run starts from the beginning.
/// </summary>
internal sealed class SeenLog(SqlSession session, SaveRules rules)
{
    private const string Note = $"INSERT INTO {InternalTables.SyncSeen} (ConnectionId, Entity, EntityId) VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING";

    private const string ClearAll = $"DELETE FROM {InternalTables.SyncSeen} WHERE ConnectionId = @p0";

    private readonly HashSet<(string, long)> noted = [];

    public static void Clear(SqlSession session, long connectionId) => session.Execute(ClearAll, connectionId);

    /// <returns>Whether the sync sees the row for the first time.</returns>
    public bool Add(EntityTable table, long id) =>
        noted.Add((table.Entity.Name, id)) && session.Execute(Note, rules.ConnectionId, table.Entity.Name, id) == 1;
}
