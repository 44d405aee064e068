namespace ProjectGraph.GraphQL.Language;

/// <summary>
/// The limits that the parser enforces. The nesting limit protects the parser and all later recursion over the tree from a
/// stack overflow, which cannot be caught.
/// </summary>
public sealed record ParserLimits
{
    public static ParserLimits Default { get; } = new();

    public int MaxTokens { get; init; } = 15_000;

    public int MaxNesting { get; init; } = 200;
}
