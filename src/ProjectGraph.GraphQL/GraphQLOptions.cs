using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Validation;

namespace ProjectGraph.GraphQL;

/// <summary>The host's options. The limits protect from hostile requests; ordinary ones stay far below them.</summary>
public sealed record GraphQLOptions
{
    public int MaxTokens { get; init; } = 15_000;

    /// <summary>The maximum nesting of selections, values and types in the text, fragments included.</summary>
    public int MaxNesting { get; init; } = 200;

    /// <summary>The maximum depth of fields in an operation.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>The maximum number of aliases in an operation. Fragments count at each spread.</summary>
    public int MaxAliases { get; init; } = 1_000;

    public int MaxRootFields { get; init; } = 100;

    /// <summary>
    /// The maximum number of fields of an operation. Fragments count at each spread, which bounds the expansion of a text.
    /// </summary>
    public int MaxFields { get; init; } = 20_000;

    /// <summary>The maximum number of errors that a validation reports before it stops.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>The maximum number of items of a list in a literal or variable.</summary>
    public int MaxListSize { get; init; } = 10_000;

    /// <summary>The maximum number of objects and list items of a result. Self-writing values do not count.</summary>
    public int MaxResultNodes { get; init; } = 1_000_000;

    public bool AllowIntrospection { get; init; } = true;

    /// <summary>Whether errors suggest names of the schema that are similar to a misspelt one.</summary>
    public bool AllowSuggestions { get; init; } = true;

    /// <summary>The number of prepared documents in the cache.</summary>
    public int CacheSize { get; init; } = 1_000;

    /// <summary>The maximum length of a cached text. Longer texts are prepared on every request.</summary>
    public int MaxCachedTextLength { get; init; } = 64 * 1024;

    public TimeSpan? ExecutionTimeout { get; init; }

    /// <summary>
    /// Maps an exception that is not a <see cref="GraphQLException"/> to the error that the client receives. The host logs
    /// the exception here. The engine adds path and locations.
    /// </summary>
    public Func<Exception, GraphQLError> ErrorMapper { get; init; } = static _ => new GraphQLError("Internal error");

    /// <summary>
    /// Called before an operation is executed, with its coerced variables. Null admits the operation. Any other value
    /// becomes its errors, even an empty list.
    /// </summary>
    public Func<OperationAdmission, IReadOnlyList<GraphQLError>?>? AdmitOperation { get; init; }

    /// <summary>Awaited before each event of a subscription is executed, so that the host may delay it.</summary>
    public Func<OperationAdmission, CancellationToken, ValueTask>? BeforeEvent { get; init; }

    /// <summary>
    /// The <c>extensions</c> of execution errors that the engine itself finds and whose exception has none.
    /// </summary>
    public Func<GraphQLException, IReadOnlyDictionary<string, object?>?> ErrorExtensions { get; init; } = static _ => null;

    internal ParserLimits ParserLimits => new() { MaxTokens = MaxTokens, MaxNesting = MaxNesting };

    internal ValidationLimits ValidationLimits =>
        new()
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
