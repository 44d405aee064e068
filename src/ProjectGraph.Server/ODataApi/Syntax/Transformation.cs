namespace ProjectGraph.Server.ODataApi.Syntax;

/// <summary>A parsed transformation of <c>$apply</c> (OData extension for data aggregation 4.0, section 3).</summary>
internal abstract record Transformation
{
    public sealed record Filter(Expression Condition) : Transformation;

    public sealed record Search(SearchTerm Term) : Transformation;

    public sealed record Compute(IReadOnlyList<ComputedItem> Items) : Transformation;

    public sealed record OrderBy(IReadOnlyList<OrderItem> Items) : Transformation;

    public sealed record Skip(Expression Count) : Transformation;

    public sealed record Top(Expression Count) : Transformation;

    public sealed record Identity : Transformation;

    public sealed record Aggregate(IReadOnlyList<AggregateItem> Items) : Transformation;

    public sealed record GroupBy(IReadOnlyList<Expression> Keys, IReadOnlyList<Transformation> Then) : Transformation;

    public sealed record Concat(IReadOnlyList<IReadOnlyList<Transformation>> Sequences) : Transformation;

    /// <param name="IsTop">Whether the largest values are kept instead of the smallest.</param>
    public sealed record Rank(RankMethod Method, bool IsTop, Expression Limit, Expression By) : Transformation;
}

internal enum RankMethod
{
    Count,
    Sum,
    Percent,
}

/// <param name="Of">The aggregated expression; null for <c>$count</c>.</param>
/// <param name="Method">The aggregation method; null if the expression is a count.</param>
internal sealed record AggregateItem(Expression? Of, string? Method, string Name);
