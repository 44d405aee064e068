using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Notes what the running sync of a connection has seen. What an operation saves is noted too: it may have come too late for
/// the page that a running sync read. Kept until the next run starts from the beginning.
/// </summary>
internal sealed class SeenLog(SqlSession session, SaveRules rules)
{
    private const string Note = $"INSERT INTO {InternalTables.SyncSeen} (ConnectionId, Entity, EntityId) VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING";

    private const string ClearAll = $"DELETE FROM {InternalTables.SyncSeen} WHERE ConnectionId = @p0";

    private readonly HashSet<(string, long)> noted = [];

    public static void Clear(SqlSession session, long connectionId) => session.Execute(ClearAll, connectionId);

    /// <returns>Whether the sync sees it for the first time.</returns>
    public bool Add(EntityTable table, long id) =>
        noted.Add((table.Entity.Name, id)) && session.Execute(Note, rules.ConnectionId, table.Entity.Name, id) == 1;
}
