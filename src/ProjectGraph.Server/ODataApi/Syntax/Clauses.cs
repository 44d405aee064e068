namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>The options of a request or of an expand, as they were written.</summary>
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

    /// <summary>How often an expand goes on with itself; <see cref="int.MaxValue"/> for <c>max</c>.</summary>
    public int? Levels { get; init; }

    /// <summary>An expand's options but for its page, as a next link within it repeats them.</summary>
    public string Text { get; init; } = "";
}

internal sealed record OrderItem(Expression By, bool Descending);

internal sealed record ComputedItem(Expression Value, string Name);

/// <param name="Path"><c>*</c>, or a name with the types before it.</param>
internal sealed record SelectItem(string Path);

/// <param name="Path">A navigation with the types before it, or <c>*</c>.</param>
internal sealed record ExpandItem(string Path, ExpandEnd End, Clauses Options);

internal enum ExpandEnd { Entities, References, Count }
