namespace ProjectGraph.GraphQL.Execution;

/// <summary>Thrown when an argument of a field or directive cannot be coerced with the request's variables.</summary>
public sealed class ArgumentCoercionException(string message, IReadOnlyList<SourceLocation> locations)
    : GraphQLException(message, locations);
