namespace ProjectGraph.GraphQL;

/// <summary>
/// An error whose message may be shown to the client. A resolver that throws it causes a field error. A scalar that throws
/// it causes a validation or coercion error.
/// </summary>
public class GraphQLException : Exception
{
    public GraphQLException() { }

    public GraphQLException(string message)
        : base(message) { }

    public GraphQLException(string message, Exception innerException)
        : base(message, innerException) { }

    public GraphQLException(string message, IReadOnlyDictionary<string, object?> extensions)
        : base(message) => Extensions = extensions;

    public GraphQLException(string message, IReadOnlyList<SourceLocation> locations)
        : base(message) => Locations = locations;

    /// <summary>The error's <c>extensions</c>, usually a <c>code</c>.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; }

    /// <summary>The locations in the document, where they are not those of the field.</summary>
    public IReadOnlyList<SourceLocation>? Locations { get; }
}
