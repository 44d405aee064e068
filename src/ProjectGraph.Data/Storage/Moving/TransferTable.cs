namespace ProjectGraph.Data.Storage.Moving;

/// <summary>A table whose rows are copied unchanged to the other database.</summary>
/// <param name="Shape">All columns of the table.</param>
/// <param name="Key">The ordinals of the key's columns. Rows are read in key order.</param>
/// <param name="HasGeneratedKey">Whether the database generates the key.</param>
internal sealed record TransferTable(RowShape Shape, IReadOnlyList<int> Key, bool HasGeneratedKey)
{
    public string Name => Shape.Table;

    /// <summary>Reads rows after a key, in key order.</summary>
    public List<object?[]> Read(SqlSession session, object?[]? after, int limit)
    {
        var names = string.Join(", ", Key.Select(ordinal => EntityTable.Quote(Shape.Columns[ordinal].Name)));
        var condition = after is null ? "" : $" WHERE ({names}) > ({string.Join(", ", Key.Select((_, i) => $"@p{i}"))})";
        return session.ReadList(
            $"SELECT {Shape.ColumnList} FROM {EntityTable.Quote(Name)}{condition} ORDER BY {names} LIMIT {limit}",
            Shape.Read,
            after
        );
    }

    public object?[] GetKey(object?[] row) => [.. Key.Select(ordinal => row[ordinal])];
}
