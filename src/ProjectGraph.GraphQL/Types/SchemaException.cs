namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// Thrown when a schema breaks rules of spec section 3. It is a programming error of the host, found when the schema is
/// built.
/// </summary>
public sealed class SchemaException : Exception
{
    public SchemaException() { }

    public SchemaException(string message)
        : base(message) => Errors = [message];

    public SchemaException(string message, Exception innerException)
        : base(message, innerException) => Errors = [message];

    public SchemaException(IReadOnlyList<string> errors)
        : base(string.Join("\n\n", errors)) => Errors = errors;

    public IReadOnlyList<string> Errors { get; } = [];
}
