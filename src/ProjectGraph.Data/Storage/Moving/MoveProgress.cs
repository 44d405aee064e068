using System.Text.Json;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>
/// The progress of a transfer: a table in the target, from the first row to the final comparison. While it exists, the service
/// does not start on the database.
/// </summary>
internal static class MoveProgress
{
    // Opening an unused database fills these tables. The source's rows replace theirs.
    private static readonly string[] MadeAtOpening = ["Dates", SharedTables.Secrets];

    private const string Table = "MoveProgress";
    private const string Create = $"CREATE TABLE {Table} (Stage TEXT NOT NULL PRIMARY KEY, Note TEXT NOT NULL, Rows BIGINT NOT NULL, IsDone BOOLEAN NOT NULL)";
    private const string Put =
        $"INSERT INTO {Table} (Stage, Note, Rows, IsDone) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (Stage) DO UPDATE SET Note = excluded.Note, Rows = excluded.Rows, IsDone = excluded.IsDone";
    private const string Find = $"SELECT Note, Rows, IsDone FROM {Table} WHERE Stage = @p0";

    // No table has this name.
    private const string Source = "";

    /// <summary>Checks that the database is not the target of an unfinished transfer.</summary>
    /// <exception cref="StoreException">The transfer has not finished.</exception>
    public static void Refuse(SqlSession session)
    {
        if (session.Catalog.Has(Table))
            throw new StoreException(StoreException.HalfMoved, "The transfer of a store to this database has not finished. Run make migrate-store again to resume it.");
    }

    /// <summary>Begins a transfer, or finds an earlier attempt at the same transfer.</summary>
    /// <returns>Whether an earlier attempt resumes.</returns>
    /// <exception cref="StoreException">The database has other contents.</exception>
    public static bool Begin(SqlSession session, string state)
    {
        if (session.Catalog.Has(Table))
        {
            return (string?)session.Scalar($"SELECT Note FROM {Table} WHERE Stage = @p0", Source) == state ? true
                : throw Refused("contains an unfinished transfer from another source, or the source has changed since. Empty the target and transfer again");
        }
        if (MovedTables.All.FirstOrDefault(table => !MadeAtOpening.Contains(table.Name) && session.Holds($"SELECT 1 FROM {table.Name} LIMIT 1")) is { } held)
            throw Refused($"is not empty: the table {held.Name} has rows. Name an empty database");
        session.Execute(Create);
        foreach (var made in MadeAtOpening) session.Execute($"DELETE FROM {made}");
        Save(session, Source, new(state, 0, IsDone: false));
        return false;
    }

    public static StageProgress Of(SqlSession session, string stage) =>
        session.List(Find, row => new StageProgress(row.GetString(0), row.GetInt64(1), row.GetBoolean(2)), stage).FirstOrDefault() ?? new("", 0, IsDone: false);

    public static void Save(SqlSession session, string stage, StageProgress progress) => session.Execute(Put, stage, progress.Note, progress.Rows, progress.IsDone);

    public static void End(SqlSession session) => session.Execute($"DROP TABLE {Table}");

    private static StoreException Refused(string why) => new(StoreException.BadConfiguration, $"TO {why}.");
}

/// <summary>The progress of one stage of a transfer.</summary>
/// <param name="Note">The last key as JSON. Empty before the first batch.</param>
internal sealed record StageProgress(string Note, long Rows, bool IsDone)
{
    public object?[]? Key => Note.Length == 0 ? null : [.. JsonSerializer.Deserialize<JsonElement[]>(Note)!.Select(Value)];

    public StageProgress Behind(object?[] key, int rows) => new(JsonSerializer.Serialize(key), Rows + rows, IsDone: false);

    private static object? Value(JsonElement part) => part.ValueKind == JsonValueKind.Number ? part.GetInt64() : part.GetString();
}
