namespace ProjectGraph.GraphQL.Types;

/// <summary>The schema breaks rules of spec section 3: a mistake of the host, found when it builds the schema.</summary>
public sealed class SchemaException : Exception
{
    public SchemaException()
    {
    }

    public SchemaException(string message)
        : base(message) => Errors = [message];

    public SchemaException(string message, Exception innerException)
        : base(message, innerException) => Errors = [message];

    public SchemaException(IReadOnlyList<string> errors)
        : base(string.Join("\n\n", errors)) => Errors = errors;

    public IReadOnlyList<string> Errors { get; } = [];
}
