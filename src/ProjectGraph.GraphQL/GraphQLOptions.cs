using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Validation;

namespace ProjectGraph.GraphQL;

/// <summary>What the host decides. Limits are for hostile requests; an ordinary one should not come near any of them.</summary>
public sealed record GraphQLOptions
{
    public int MaxTokens { get; init; } = 15_000;

    /// <summary>How deep selections, values and types may nest in the text, fragments included.</summary>
    public int MaxNesting { get; init; } = 200;

    /// <summary>How many fields may stand below each other in an operation.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Aliases in an operation, fragments counted where they are spread.</summary>
    public int MaxAliases { get; init; } = 1_000;

    public int MaxRootFields { get; init; } = 100;

    /// <summary>Fields of an operation, fragments counted where they are spread: bounds what a text can blow up to.</summary>
    public int MaxFields { get; init; } = 20_000;

    /// <summary>How many errors a validation reports before it stops.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>Items of a list in a literal or variable.</summary>
    public int MaxListSize { get; init; } = 10_000;

    /// <summary>Objects and list items of a result, self-writing values not counted.</summary>
    public int MaxResultNodes { get; init; } = 1_000_000;

    public bool AllowIntrospection { get; init; } = true;

    /// <summary>Whether errors suggest names of the schema that are close to a misspelt one.</summary>
    public bool AllowSuggestions { get; init; } = true;

    /// <summary>How many documents are kept prepared.</summary>
    public int CacheSize { get; init; } = 1_000;

    /// <summary>Longer texts are prepared each time.</summary>
    public int MaxCachedTextLength { get; init; } = 64 * 1024;

    public TimeSpan? ExecutionTimeout { get; init; }

    /// <summary>
    /// Turns an exception that is not a <see cref="GraphQLException"/> to what the client may see of it; the place to log it.
    /// Path and locations are added by the engine.
    /// </summary>
    public Func<Exception, GraphQLError> ErrorMapper { get; init; } = static _ => new GraphQLError("Internal error");

    /// <summary>
    /// Asked before an operation is executed, its variables being known. Null lets it in; anything else is the answer in its
    /// place, also an empty list.
    /// </summary>
    public Func<OperationAdmission, IReadOnlyList<GraphQLError>?>? Admit { get; init; }

    /// <summary>Awaited before each event of a subscription is executed: the host may hold it back.</summary>
    public Func<OperationAdmission, CancellationToken, ValueTask>? BeforeEvent { get; init; }

    /// <summary>The <c>extensions</c> of an error that the engine itself finds while executing, where the exception has none.</summary>
    public Func<GraphQLException, IReadOnlyDictionary<string, object?>?> ErrorExtensions { get; init; } = static _ => null;

    internal ParserLimits ParserLimits => new() { MaxTokens = MaxTokens, MaxNesting = MaxNesting };

    internal ValidationLimits ValidationLimits => new()
    {
        MaxNesting = MaxNesting,
        MaxDepth = MaxDepth,
        MaxAliases = MaxAliases,
        MaxRootFields = MaxRootFields,
        MaxFields = MaxFields,
        MaxErrors = MaxErrors,
        MaxListSize = MaxListSize,
        AllowIntrospection = AllowIntrospection,
        AllowSuggestions = AllowSuggestions,
    };
}
