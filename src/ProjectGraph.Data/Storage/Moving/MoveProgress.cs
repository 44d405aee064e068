using System.Text.Json;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>
/// How far a move has come: a table in the database that is moved into, from the first row on to the last comparison. While
/// it is there, the database is no store that could be served.
/// </summary>
internal static class MoveProgress
{
    // A database that was opened and never used has these; the source's take their place.
    private static readonly string[] MadeAtOpening = ["Dates", SharedTables.Secrets];

    private const string Table = nameof(MoveProgress);
    private const string Create = $"CREATE TABLE {Table} (Stage TEXT NOT NULL PRIMARY KEY, Note TEXT NOT NULL, Rows BIGINT NOT NULL, IsDone BOOLEAN NOT NULL)";
    private const string Put =
        $"INSERT INTO {Table} (Stage, Note, Rows, IsDone) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (Stage) DO UPDATE SET Note = excluded.Note, Rows = excluded.Rows, IsDone = excluded.IsDone";
    private const string Find = $"SELECT Note, Rows, IsDone FROM {Table} WHERE Stage = @p0";

    // No table is called so.
    private const string Source = "";

    /// <exception cref="StoreException">The database is the target of a move that has not ended.</exception>
    public static void Refuse(SqlSession session)
    {
        if (session.Catalog.Has(Table))
            throw new StoreException(StoreException.HalfMoved, "A store is being moved into this database, and not all of it is there. Run the move again, which goes on where it was: make migrate-store.");
    }

    /// <summary>Marks the database, or finds the mark of an earlier attempt at the same move.</summary>
    /// <returns>Whether an earlier attempt goes on.</returns>
    /// <exception cref="StoreException">The database holds something else.</exception>
    public static bool Begin(SqlSession session, string state)
    {
        if (session.Catalog.Has(Table))
        {
            return (string?)session.Scalar($"SELECT Note FROM {Table} WHERE Stage = @p0", Source) == state ? true
                : throw Refused("is half moved into from another source, or the source has been written since. Empty the target and move again");
        }
        if (MovedTables.All.FirstOrDefault(table => !MadeAtOpening.Contains(table.Name) && session.Holds($"SELECT 1 FROM {table.Name} LIMIT 1")) is { } held)
            throw Refused($"is not empty: there are rows in {held.Name}. Give an empty database");
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

/// <summary>How far one stage of a move has come.</summary>
/// <param name="Note">The last key as JSON; empty where there is none yet.</param>
internal sealed record StageProgress(string Note, long Rows, bool IsDone)
{
    public object?[]? Key => Note.Length == 0 ? null : [.. JsonSerializer.Deserialize<JsonElement[]>(Note)!.Select(Value)];

    public StageProgress Behind(object?[] key, int rows) => new(JsonSerializer.Serialize(key), Rows + rows, IsDone: false);

    private static object? Value(JsonElement part) => part.ValueKind == JsonValueKind.Number ? part.GetInt64() : part.GetString();
}
