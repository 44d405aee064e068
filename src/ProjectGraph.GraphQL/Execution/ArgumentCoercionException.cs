namespace ProjectGraph.GraphQL.Execution;

/// <summary>An argument of a field or directive cannot be coerced under the request's variables.</summary>
public sealed class ArgumentCoercionException(string message, IReadOnlyList<SourceLocation> locations) : GraphQLException(message, locations);
