namespace ProjectGraph.GraphQL.Execution;

/// <summary>The data and the field errors. The data is null where a null propagated to the root.</summary>
internal sealed record ExecutionOutcome(ObjectResult? Data, IReadOnlyList<GraphQLError> Errors);
