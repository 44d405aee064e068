namespace ProjectGraph.Data.Query;

/// <summary>The result of a plan. Dispose it after writing: its memory is pooled.</summary>
public sealed class QueryResult : IDisposable
{
    internal QueryResult(Level root) => Root = root;

    public Level Root { get; }

    /// <summary>The number of all matching rows, if the plan counts them.</summary>
    public long? Total { get; internal init; }

    /// <summary>Whether rows follow after the page.</summary>
    public bool HasNext { get; internal init; }

    /// <summary>Whether rows precede the page.</summary>
    public bool HasPrevious { get; internal init; }

    public void Dispose() => Root.Dispose();
}

/// <summary>The rows of one level and the levels below them.</summary>
public sealed class Level : IDisposable
{
    internal Level(RowSet rows, IReadOnlyList<NestedLevel> nested)
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
        foreach (var nested in Nested) nested.Level.Dispose();
    }
}

/// <summary>The related rows of a whole level, by the parent's value of the relation.</summary>
public sealed class NestedLevel
{
    private readonly IReadOnlyDictionary<long, NestedRows> byParent;
    private readonly NestedRows empty;

    /// <param name="empty">The page of a parent without rows.</param>
    internal NestedLevel(Level level, IReadOnlyDictionary<long, NestedRows> byParent, NestedRows empty)
    {
        Level = level;
        this.byParent = byParent;
        this.empty = empty;
    }

    public Level Level { get; }

    /// <summary>The rows of one parent: a range of <see cref="Level"/>'s rows.</summary>
    public NestedRows Of(long parent) => byParent.TryGetValue(parent, out var rows) ? rows : empty;
}

/// <param name="Start">The first row in the level.</param>
/// <param name="Count">The number of rows on the parent's page.</param>
/// <param name="Total">The number of all matching rows, if the plan counts them.</param>
public readonly record struct NestedRows(int Start, int Count, bool HasNext, bool HasPrevious, long Total);
