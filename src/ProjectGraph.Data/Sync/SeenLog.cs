using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Notes what the running sync of a connection has seen; without a sync it notes nothing.</summary>
internal sealed class SeenLog(SqlSession session, SaveRules rules)
{
    private const string Note = $"INSERT OR IGNORE INTO {InternalTables.SyncSeen} (ConnectionId, Entity, EntityId) VALUES (@p0, @p1, @p2)";

    private readonly HashSet<(string, long)> noted = [];

    /// <returns>Whether the sync sees it for the first time; true without a sync.</returns>
    public bool Add(EntityTable table, long id) =>
        !rules.InSync || (noted.Add((table.Entity.Name, id)) && session.Execute(Note, rules.ConnectionId, table.Entity.Name, id) == 1);
}
