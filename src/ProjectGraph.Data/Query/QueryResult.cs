namespace ProjectGraph.Data.Query;

/// <summary>The result of a plan. Dispose it after writing: its memory is pooled.</summary>
public sealed class QueryResult : IDisposable
{
    internal QueryResult(ResultLevel root) => Root = root;

    public ResultLevel Root { get; }

    /// <summary>The number of all matching rows, if the plan counts them.</summary>
    public long? Total { get; internal init; }

    /// <summary>Whether rows follow after the page.</summary>
    public bool HasNext { get; internal init; }

    /// <summary>Whether rows precede the page.</summary>
    public bool HasPrevious { get; internal init; }

    public void Dispose() => Root.Dispose();
}

/// <summary>The rows of one level and the levels below them.</summary>
public sealed class ResultLevel : IDisposable
{
    internal ResultLevel(RowSet rows, IReadOnlyList<NestedLevel> nested)
    {
        Rows = rows;
        Nested = nested;
    }

    public RowSet Rows { get; }

    /// <summary>The levels below, in the order of the plan's <see cref="Selection.Nested"/>.</summary>
    public IReadOnlyList<NestedLevel> Nested { get; }

    public void Dispose()
    {
        Rows.Dispose();
        foreach (var nested in Nested)
            nested.Level.Dispose();
    }
}

/// <summary>The related rows of a whole level, by the parent's value of the relation.</summary>
public sealed class NestedLevel
{
    private readonly IReadOnlyDictionary<long, NestedRows> _byParent;
    private readonly NestedRows _empty;

    /// <param name="empty">The page of a parent without rows.</param>
    internal NestedLevel(ResultLevel level, IReadOnlyDictionary<long, NestedRows> byParent, NestedRows empty)
    {
        Level = level;
        _byParent = byParent;
        _empty = empty;
    }

    public ResultLevel Level { get; }

    /// <summary>The rows of one parent: a range of <see cref="Level"/>'s rows.</summary>
    public NestedRows GetRows(long parent) => _byParent.TryGetValue(parent, out var rows) ? rows : _empty;
}

/// <param name="Start">The first row in the level.</param>
/// <param name="Count">The number of rows on the parent's page.</param>
/// <param name="Total">The number of all matching rows, if the plan counts them.</param>
public readonly record struct NestedRows(int Start, int Count, bool HasNext, bool HasPrevious, long Total);
