namespace ProjectGraph.GraphQL.Execution;

/// <summary>Thrown when the response exceeds the host's limit. It ends the whole request, not one field.</summary>
public sealed class ResultTooLargeException(string message) : GraphQLException(message);
