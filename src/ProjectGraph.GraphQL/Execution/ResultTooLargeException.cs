namespace ProjectGraph.GraphQL.Execution;

/// <summary>The response grew beyond the host's limit; the whole request ends, not one field.</summary>
public sealed class ResultTooLargeException(string message) : GraphQLException(message);
