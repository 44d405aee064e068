using Microsoft.Data.Sqlite;

namespace ProjectGraph.Benchmarks.Store;

/// <summary>Writes rows with prepared statements, one per table.</summary>
internal sealed class SqliteRowWriter(SqliteConnection connection) : RowWriter
{
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public override void Write(string table, string columns, params ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(table, out var command))
            _commands[table] = command = Prepare(table, columns);
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    public override void Search(long project, SearchedTexts texts) =>
        Write(
            "ProjectSearch",
            "rowid Name Description Number Reference Company Tags",
            project,
            texts.Name,
            texts.Description,
            texts.Number,
            texts.Reference,
            texts.Company,
            texts.Tags
        );

    private SqliteCommand Prepare(string table, string columns)
    {
        var names = columns.Split(' ');
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names are constants of this assembly.
        command.CommandText =
            $"INSERT INTO \"{table}\" (\"{string.Join("\", \"", names)}\") VALUES ({string.Join(", ", names.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
        for (var i = 0; i < names.Length; i++)
            command.Parameters.AddWithValue($"$p{i}", DBNull.Value);
        command.Prepare();
        return command;
    }
}
