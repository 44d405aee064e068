using System.Data.Common;

namespace ProjectGraph.Data.Storage;

/// <summary>The read methods of a session.</summary>
internal abstract partial class SqlSession
{
    /// <returns>The first value of the first row, or null without a row.</returns>
    public object? ReadScalar(string sql, params ReadOnlySpan<object?> values)
    {
        var value = GetCommand(sql, values).ExecuteScalar();
        return value is DBNull ? null : value;
    }

    public long ReadLong(string sql, params ReadOnlySpan<object?> values) => (long)ReadScalar(sql, values)!;

    /// <returns>Whether the statement returns a row.</returns>
    public bool Exists(string sql, params ReadOnlySpan<object?> values) => ReadScalar(sql, values) is not null;

    public object?[]? ReadRow(EntityTable table, string condition, params ReadOnlySpan<object?> values)
    {
        using var reader = GetCommand(table.Select + condition, values).ExecuteReader();
        return reader.Read() ? table.Shape.Read(reader) : null;
    }

    public List<object?[]> ReadRows(EntityTable table, string condition, params ReadOnlySpan<object?> values)
    {
        using var reader = GetCommand(table.Select + condition, values).ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add(table.Shape.Read(reader));
        return rows;
    }

    public List<T> ReadList<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = GetCommand(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    public T? ReadEntity<T>(string condition, params ReadOnlySpan<object?> values)
        where T : class, new()
    {
        var table = EntityTable.Get<T>();
        return ReadRow(table, condition, values) is { } row ? table.Decode<T>(row) : null;
    }
}
