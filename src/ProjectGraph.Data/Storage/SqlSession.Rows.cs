using System.Data.Common;

namespace ProjectGraph.Data.Storage;

/// <summary>The read methods of a session.</summary>
internal abstract partial class SqlSession
{
    /// <returns>The first value of the first row, or null without a row.</returns>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        var value = Command(sql, values).ExecuteScalar();
        return value is DBNull ? null : value;
    }

    public long Count(string sql, params ReadOnlySpan<object?> values) => (long)Scalar(sql, values)!;

    /// <returns>Whether the statement returns a row.</returns>
    public bool Holds(string sql, params ReadOnlySpan<object?> values) => Scalar(sql, values) is not null;

    public object?[]? Row(EntityTable table, string condition, params ReadOnlySpan<object?> values)
    {
        using var reader = Command(table.Select + condition, values).ExecuteReader();
        return reader.Read() ? table.Shape.Read(reader) : null;
    }

    public List<object?[]> Rows(EntityTable table, string condition, params ReadOnlySpan<object?> values)
    {
        using var reader = Command(table.Select + condition, values).ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read()) rows.Add(table.Shape.Read(reader));
        return rows;
    }

    public List<T> List<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Command(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public T? Entity<T>(string condition, params ReadOnlySpan<object?> values) where T : class, new()
    {
        var table = EntityTable.Of<T>();
        return Row(table, condition, values) is { } row ? table.Decode<T>(row) : null;
    }
}
