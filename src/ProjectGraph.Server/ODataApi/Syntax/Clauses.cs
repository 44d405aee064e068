namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>The parsed options of a request or of an expand.</summary>
internal sealed record Clauses
{
    public static readonly Clauses None = new();

    public Expression? Filter { get; init; }
    public IReadOnlyList<OrderItem> OrderBy { get; init; } = [];
    public IReadOnlyList<ComputedItem> Compute { get; init; } = [];
    public SearchTerm? Search { get; init; }
    public IReadOnlyList<Transformation> Apply { get; init; } = [];

    /// <summary>Null selects everything.</summary>
    public IReadOnlyList<SelectItem>? Select { get; init; }
    public IReadOnlyList<ExpandItem> Expand { get; init; } = [];
    public long? Top { get; init; }
    public long? Skip { get; init; }
    public bool? Count { get; init; }

    /// <summary>The number of recursive levels of an expand; <see cref="int.MaxValue"/> for <c>max</c>.</summary>
    public int? Levels { get; init; }

    /// <summary>The text of an expand's options without its page, for next links.</summary>
    public string NextLinkText { get; init; } = "";
}

internal sealed record OrderItem(Expression By, bool Descending);

internal sealed record ComputedItem(Expression Value, string Name);

/// <param name="Path"><c>*</c>, or a name with its preceding type casts.</param>
internal sealed record SelectItem(string Path);

/// <param name="Path">A navigation with its type casts, or <c>*</c>.</param>
internal sealed record ExpandItem(string Path, ExpandEnd End, Clauses Options);

internal enum ExpandEnd
{
    Entities,
    References,
    Count,
}
