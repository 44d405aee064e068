namespace ProjectGraph.GraphQL;

/// <summary>
/// A refusal whose message may be shown to the client. Thrown by a resolver it becomes a field error,
/// thrown by a scalar it becomes a validation or coercion error.
/// </summary>
public class GraphQLException : Exception
{
    public GraphQLException()
    {
    }

    public GraphQLException(string message)
        : base(message)
    {
    }

    public GraphQLException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public GraphQLException(string message, IReadOnlyDictionary<string, object?> extensions)
        : base(message) => Extensions = extensions;

    public GraphQLException(string message, IReadOnlyList<SourceLocation> locations)
        : base(message) => Locations = locations;

    /// <summary>What goes to the error's <c>extensions</c>, usually a <c>code</c>.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; }

    /// <summary>Where in the document, when it is not simply the field.</summary>
    public IReadOnlyList<SourceLocation>? Locations { get; }
}
