namespace ProjectGraph.GraphQL.Types;

public sealed class InputObjectType(string name, Func<IEnumerable<InputValueDefinition>> fields) : NamedType(name)
{
    private readonly Lazy<NamedList<InputValueDefinition>> _fields = new(() =>
        new NamedList<InputValueDefinition>(fields(), $"Input Object {name}")
    );

    public InputObjectType(string name, params IEnumerable<InputValueDefinition> fields)
        : this(name, () => fields) { }

    public NamedList<InputValueDefinition> Fields => _fields.Value;

    /// <summary>Whether exactly one field must be provided and not null (spec section 3.10.1).</summary>
    public bool IsOneOf { get; init; }
}
