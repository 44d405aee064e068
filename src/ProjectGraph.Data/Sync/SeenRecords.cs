using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>
/// Records the rows that a vendor account's running sync has seen. Rows that an operation saves are recorded too, because the
/// sync may have read their page before. The records are kept until a run starts from the beginning.
/// </summary>
internal sealed class SeenRecords(SqlSession session, SaveRules rules)
{
    private const string InsertSeen =
        $"INSERT INTO {InternalTables.SyncSeen} (VendorAccountId, Entity, EntityId) VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING";

    private const string ClearAll = $"DELETE FROM {InternalTables.SyncSeen} WHERE VendorAccountId = @p0";

    // Beside the kinds of entities: projects that an operation has stored or deleted since the run began.
    private const string Writes = "ProjectWrite";

    // An operation that stores the values that the graph has already leaves no entry in the change log, and a deleted project no row.
    private const string SelectWritten = $"""
        SELECT p.VendorId FROM {InternalTables.SyncSeen} AS s JOIN Projects AS p ON p.Id = s.EntityId WHERE s.VendorAccountId = @p0 AND s.Entity = @p1
        UNION SELECT c.VendorId FROM {InternalTables.SyncSeen} AS s JOIN {InternalTables.Changes} AS c ON c.Entity = @p2 AND c.EntityId = s.EntityId AND c.Kind = @p3
        WHERE s.VendorAccountId = @p0 AND s.Entity = @p1
        """;

    private readonly HashSet<(string, long)> _noted = [];

    public static void Clear(SqlSession session, long vendorAccountId) => session.Execute(ClearAll, vendorAccountId);

    /// <summary>Notes that an operation has stored or deleted a project. Pages of the running sync may have been read before it.</summary>
    public static void NoteWrite(SqlSession session, long vendorAccountId, long projectId) =>
        session.Execute(InsertSeen, vendorAccountId, Writes, projectId);

    /// <summary>
    /// Returns the vendor's ids of projects that operations have stored or deleted since the run began. The order of events
    /// decides and not a clock, since the clocks of two instances differ.
    /// </summary>
    public static IReadOnlySet<string> WrittenSinceStart(SqlSession session, long vendorAccountId) =>
        session
            .ReadList(SelectWritten, row => row.GetString(0), vendorAccountId, Writes, nameof(Project), (long)ChangeKind.Deleted)
            .ToHashSet(StringComparer.Ordinal);

    /// <returns>Whether the sync sees the row for the first time.</returns>
    public bool Add(EntityTable table, long id) =>
        _noted.Add((table.Entity.Name, id)) && session.Execute(InsertSeen, rules.VendorAccountId, table.Entity.Name, id) == 1;
}
