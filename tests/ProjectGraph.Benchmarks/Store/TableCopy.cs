using Npgsql;

namespace ProjectGraph.Benchmarks.Store;

/// <summary>Copies rows into one table.</summary>
internal sealed class TableCopy : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string[] _types;
    private readonly NpgsqlBinaryImporter _rows;

    public TableCopy(NpgsqlConnection connection, string table, string columns)
    {
        _connection = connection;
        var target = $"\"{table}\" (\"{columns.Replace(" ", "\", \"", StringComparison.Ordinal)}\")";
        _types = Types(connection, table, columns.Split(' '));
        _rows = connection.BeginBinaryImport($"COPY {target} FROM STDIN (FORMAT binary)");
    }

    public void Write(ReadOnlySpan<object?> values)
    {
        _rows.StartRow();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is null)
                _rows.WriteNull();
            else if (values[i] is string text)
                _rows.Write(text, _types[i]);
            else if (values[i] is double real)
                _rows.Write(real, _types[i]);
            else if (_types[i] == "boolean")
                _rows.Write((long)values[i]! != 0, _types[i]);
            else
                _rows.Write((long)values[i]!, _types[i]);
        }
    }

    public void Complete() => _rows.Complete();

    public void Dispose()
    {
        _rows.Dispose();
        _connection.Dispose();
    }

    private static string[] Types(NpgsqlConnection connection, string table, string[] columns)
    {
        using var command = new NpgsqlCommand(
            "SELECT data_type FROM unnest($2) WITH ORDINALITY AS asked (name, place) JOIN information_schema.columns ON table_name = $1 AND column_name = asked.name ORDER BY place",
            connection
        );
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = columns });
        using var reader = command.ExecuteReader();
        var types = new List<string>();
        while (reader.Read())
            types.Add(reader.GetString(0));
        return [.. types];
    }
}
