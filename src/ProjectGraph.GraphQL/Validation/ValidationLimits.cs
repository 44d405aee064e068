namespace ProjectGraph.GraphQL.Validation;

/// <summary>The limits of a document and of the reported errors. The host's options describe each.</summary>
internal sealed record ValidationLimits
{
    public int MaxNesting { get; init; } = 200;

    public int MaxDepth { get; init; } = 32;

    public int MaxAliases { get; init; } = 1_000;

    public int MaxRootFields { get; init; } = 100;

    public int MaxFields { get; init; } = 20_000;

    public int MaxErrors { get; init; } = 100;

    public int MaxListSize { get; init; } = 10_000;

    public bool AllowIntrospection { get; init; } = true;

    public bool AllowSuggestions { get; init; } = true;
}
