namespace ProjectGraph.Data.Storage.Moving;

/// <summary>A table whose rows are copied unchanged to the other database.</summary>
/// <param name="Shape">All columns of the table.</param>
/// <param name="Key">The ordinals of the key's columns. Rows are read in key order.</param>
/// <param name="IsNumbered">Whether the database generates the key.</param>
internal sealed record MovedTable(RowShape Shape, IReadOnlyList<int> Key, bool IsNumbered)
{
    public string Name => Shape.Table;

    /// <summary>Reads rows after a key, in key order.</summary>
    public List<object?[]> Read(SqlSession session, object?[]? after, int limit)
    {
        var names = string.Join(", ", Key.Select(ordinal => EntityTable.Quoted(Shape.Columns[ordinal].Name)));
        var condition = after is null ? "" : $" WHERE ({names}) > ({string.Join(", ", Key.Select((_, i) => $"@p{i}"))})";
        return session.List($"SELECT {Shape.Names} FROM {EntityTable.Quoted(Name)}{condition} ORDER BY {names} LIMIT {limit}", Shape.Read, after);
    }

    public object?[] KeyOf(object?[] row) => [.. Key.Select(ordinal => row[ordinal])];
}
