using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>One operation to run, everything coerced.</summary>
internal sealed record ExecutionRequest(
    Schema Schema,
    CompiledOperation Operation,
    VariableValues Variables,
    object? RootValue,
    object? State,
    Func<Exception, GraphQLError> ErrorMapper,
    Func<GraphQLException, IReadOnlyDictionary<string, object?>?> ErrorExtensions,
    int MaxResultNodes,
    CancellationToken CancellationToken);
