using System.Collections.Concurrent;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL;

/// <summary>A document after parsing and validation, or its errors. Shared by concurrent requests.</summary>
public sealed class PreparedDocument
{
    private readonly Schema _schema;
    private readonly EngineCounters _counters;
    private readonly ConcurrentDictionary<OperationNode, Lazy<CompiledOperation>> _compiled = new(ReferenceEqualityComparer.Instance);

    internal PreparedDocument(
        Schema schema,
        EngineCounters counters,
        DocumentNode? document,
        RequestErrorKind? problem,
        IReadOnlyList<GraphQLError> errors
    )
    {
        _schema = schema;
        _counters = counters;
        Document = document;
        ErrorKind = problem;
        Errors = errors;
    }

    /// <summary>The syntax tree. Null where the text could not be parsed.</summary>
    public DocumentNode? Document { get; }

    /// <summary>The errors. Null for a document that can be executed.</summary>
    public RequestErrorKind? ErrorKind { get; }

    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>The start of the preparation as a timestamp, and the duration of its parsing.</summary>
    internal (long Started, TimeSpan Parse) PreparationTimes { get; init; }

    /// <summary>The number of fields of all operations, with expanded fragments.</summary>
    internal long FieldCount { get; init; }

    /// <summary>Returns the operation of GetOperation() of spec section 6.1, compiled on first use.</summary>
    /// <exception cref="GraphQLException">The operation does not exist, or the document has several and the request names none.</exception>
    public CompiledOperation GetOperation(string? name)
    {
        if (ErrorKind is not null)
            throw new InvalidOperationException("The document has errors and cannot be executed.");
        OperationNode node = FindOperation(name);
        return _compiled.GetOrAdd(node, key => new Lazy<CompiledOperation>(() => Compile(key))).Value;
    }

    /// <summary>Returns the kind of operation that a request would execute. Null where it would be refused.</summary>
    public OperationKind? GetOperationKind(string? name)
    {
        if (ErrorKind is not null)
            return null;
        OperationNode[] operations =
        [
            .. Document!
                .Definitions.OfType<OperationNode>()
                .Where(operation => string.IsNullOrEmpty(name) || operation.Name?.Value == name)
                .Take(2),
        ];
        return operations is [var only] ? only.Kind : null;
    }

    private OperationNode FindOperation(string? name)
    {
        IEnumerable<OperationNode> operations = Document!.Definitions.OfType<OperationNode>();
        if (!string.IsNullOrEmpty(name))
        {
            return operations.FirstOrDefault(operation => operation.Name?.Value == name)
                ?? throw new GraphQLException($"Unknown operation named \"{name}\".");
        }

        return operations.Take(2).ToArray() switch
        {
            [var only] => only,
            [] => throw new GraphQLException("Must provide an operation."),
            _ => throw new GraphQLException("Must provide operation name if query contains multiple operations."),
        };
    }

    private CompiledOperation Compile(OperationNode node)
    {
        _counters.CountCompiled();
        return CompiledOperation.Compile(_schema, Document!, node);
    }
}
