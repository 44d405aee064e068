namespace ProjectGraph.GraphQL.Execution;

/// <summary>The data (null where a null reached the root) and the field errors.</summary>
internal sealed record ExecutionOutcome(ObjectResult? Data, IReadOnlyList<GraphQLError> Errors);
