namespace ProjectGraph.Data.Storage.Moving;

/// <summary>A table whose rows move to the other database as they are.</summary>
/// <param name="Shape">All its columns.</param>
/// <param name="Key">The ordinals of the key's columns, by which rows are read in order.</param>
/// <param name="IsNumbered">Whether the database gives the key.</param>
internal sealed record MovedTable(RowShape Shape, IReadOnlyList<int> Key, bool IsNumbered)
{
    public string Name => Shape.Table;

    /// <summary>The rows behind a key in their order, so many at most.</summary>
    public List<object?[]> Read(SqlSession session, object?[]? after, int most)
    {
        var names = string.Join(", ", Key.Select(ordinal => EntityTable.Quoted(Shape.Columns[ordinal].Name)));
        var behind = after is null ? "" : $" WHERE ({names}) > ({string.Join(", ", Key.Select((_, i) => $"@p{i}"))})";
        return session.List($"SELECT {Shape.Names} FROM {EntityTable.Quoted(Name)}{behind} ORDER BY {names} LIMIT {most}", Shape.Read, after);
    }

    public object?[] KeyOf(object?[] row) => [.. Key.Select(ordinal => row[ordinal])];
}
