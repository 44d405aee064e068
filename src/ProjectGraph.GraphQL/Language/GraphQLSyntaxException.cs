namespace ProjectGraph.GraphQL.Language;

/// <summary>
/// Thrown when a text is not a GraphQL document. The message begins with <c>Syntax Error:</c> as in the reference
/// implementation.
/// </summary>
public sealed class GraphQLSyntaxException : GraphQLException
{
    public GraphQLSyntaxException(string description, SourceLocation location)
        : base($"Syntax Error: {description}", [location]) => Location = location;

    public GraphQLSyntaxException() { }

    public GraphQLSyntaxException(string message)
        : base(message) { }

    public GraphQLSyntaxException(string message, Exception innerException)
        : base(message, innerException) { }

    public SourceLocation Location { get; }
}
