namespace ProjectGraph.GraphQL.Language;

/// <summary>
/// What a text may cost before it is understood. The nesting guard is what keeps recursion, here and in everything that
/// walks the tree later, away from the end of the stack, which cannot be caught.
/// </summary>
public sealed record ParserLimits
{
    public static ParserLimits Default { get; } = new();

    public int MaxTokens { get; init; } = 15_000;

    public int MaxNesting { get; init; } = 200;
}
