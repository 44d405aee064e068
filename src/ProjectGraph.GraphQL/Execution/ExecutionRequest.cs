using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>One operation to execute, with coerced variables.</summary>
internal sealed record ExecutionRequest(
    Schema Schema,
    CompiledOperation Operation,
    VariableValues Variables,
    object? RootValue,
    object? State,
    Func<Exception, GraphQLError> ErrorMapper,
    Func<GraphQLException, IReadOnlyDictionary<string, object?>?> ErrorExtensions,
    int MaxResultNodes,
    CancellationToken CancellationToken
);
