using System.Text.Json;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>
/// The progress of a transfer: a table in the target, from the first row to the final comparison. While it exists, the service
/// does not start on the database.
/// </summary>
internal static class TransferProgress
{
    // Opening an unused database fills these tables. The source's rows replace theirs.
    private static readonly string[] TablesFilledAtOpening = ["Dates", SharedTables.Secrets];

    private const string Table = "MoveProgress";
    private const string Create =
        $"CREATE TABLE {Table} (Stage TEXT NOT NULL PRIMARY KEY, Note TEXT NOT NULL, Rows BIGINT NOT NULL, IsDone BOOLEAN NOT NULL)";
    private const string Upsert =
        $"INSERT INTO {Table} (Stage, Note, Rows, IsDone) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (Stage) DO UPDATE SET Note = excluded.Note, Rows = excluded.Rows, IsDone = excluded.IsDone";
    private const string Find = $"SELECT Note, Rows, IsDone FROM {Table} WHERE Stage = @p0";

    // No table has this name.
    private const string SourceStage = "";

    /// <summary>Checks that the database is not the target of an unfinished transfer.</summary>
    /// <exception cref="StoreException">The transfer has not finished.</exception>
    public static void RequireNoTransfer(SqlSession session)
    {
        if (session.Catalog.HasTable(Table))
            throw new StoreException(
                StoreException.TransferIncomplete,
                "The transfer of a store to this database has not finished. Run make migrate-store again to resume it."
            );
    }

    /// <summary>Begins a transfer, or finds an earlier attempt at the same transfer.</summary>
    /// <returns>Whether an earlier attempt resumes.</returns>
    /// <exception cref="StoreException">The database has other contents.</exception>
    public static bool Begin(SqlSession session, string state)
    {
        if (session.Catalog.HasTable(Table))
        {
            return (string?)session.ReadScalar($"SELECT Note FROM {Table} WHERE Stage = @p0", SourceStage) == state
                ? true
                : throw CreateRefusal(
                    "contains an unfinished transfer from another source, or the source has changed since. Empty the target and transfer again"
                );
        }
        if (
            TransferTables.All.FirstOrDefault(table =>
                !TablesFilledAtOpening.Contains(table.Name) && session.Exists($"SELECT 1 FROM {table.Name} LIMIT 1")
            ) is
            { } held
        )
            throw CreateRefusal($"is not empty: the table {held.Name} has rows. Name an empty database");
        session.Execute(Create);
        foreach (var made in TablesFilledAtOpening)
            session.Execute($"DELETE FROM {made}");
        Save(session, SourceStage, new(state, 0, IsDone: false));
        return false;
    }

    public static StageProgress Read(SqlSession session, string stage) =>
        session.ReadList(Find, row => new StageProgress(row.GetString(0), row.GetInt64(1), row.GetBoolean(2)), stage).FirstOrDefault()
        ?? new("", 0, IsDone: false);

    public static void Save(SqlSession session, string stage, StageProgress progress) =>
        session.Execute(Upsert, stage, progress.LastKeyJson, progress.Rows, progress.IsDone);

    public static void End(SqlSession session) => session.Execute($"DROP TABLE {Table}");

    private static StoreException CreateRefusal(string why) => new(StoreException.BadConfiguration, $"TO {why}.");
}

/// <summary>The progress of one stage of a transfer.</summary>
/// <param name="LastKeyJson">The last key as JSON. Empty before the first batch.</param>
internal sealed record StageProgress(string LastKeyJson, long Rows, bool IsDone)
{
    public object?[]? LastKey =>
        LastKeyJson.Length == 0 ? null : [.. JsonSerializer.Deserialize<JsonElement[]>(LastKeyJson)!.Select(ParseValue)];

    public StageProgress Advance(object?[] key, int rows) => new(JsonSerializer.Serialize(key), Rows + rows, IsDone: false);

    private static object? ParseValue(JsonElement part) => part.ValueKind == JsonValueKind.Number ? part.GetInt64() : part.GetString();
}
