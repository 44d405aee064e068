using Npgsql;

namespace ProjectGraph.Benchmarks.Store;

/// <summary>Copies rows into one table.</summary>
internal sealed class TableCopy : IDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly string[] types;
    private readonly NpgsqlBinaryImporter rows;

    public TableCopy(NpgsqlConnection connection, string table, string columns)
    {
        this.connection = connection;
        var target = $"\"{table}\" (\"{columns.Replace(" ", "\", \"", StringComparison.Ordinal)}\")";
        types = Types(connection, table, columns.Split(' '));
        rows = connection.BeginBinaryImport($"COPY {target} FROM STDIN (FORMAT binary)");
    }

    public void Write(ReadOnlySpan<object?> values)
    {
        rows.StartRow();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is null) rows.WriteNull();
            else if (values[i] is string text) rows.Write(text, types[i]);
            else if (values[i] is double real) rows.Write(real, types[i]);
            else if (types[i] == "boolean") rows.Write((long)values[i]! != 0, types[i]);
            else rows.Write((long)values[i]!, types[i]);
        }
    }

    public void Complete() => rows.Complete();

    public void Dispose()
    {
        rows.Dispose();
        connection.Dispose();
    }

    private static string[] Types(NpgsqlConnection connection, string table, string[] columns)
    {
        using var command = new NpgsqlCommand(
            "SELECT data_type FROM unnest($2) WITH ORDINALITY AS asked (name, place) JOIN information_schema.columns ON table_name = $1 AND column_name = asked.name ORDER BY place", connection);
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = columns });
        using var reader = command.ExecuteReader();
        var types = new List<string>();
        while (reader.Read()) types.Add(reader.GetString(0));
        return [.. types];
    }
}
