namespace ProjectGraph.GraphQL.Types;

/// <summary>A type that a schema knows by name.</summary>
public abstract class NamedType(string name) : GraphQLType, ISchemaElement
{
    public string Name { get; } = name;

    public string? Description { get; init; }

    public IReadOnlyList<AppliedDirective> Directives { get; init; } = [];

    /// <summary>What the host hangs on this type, e.g. the model's entity. The engine does not look at it.</summary>
    public object? Tag { get; init; }

    public override NamedType Named => this;

    public sealed override string ToString() => Name;
}

/// <summary>A type without sub-selections: scalar or enum.</summary>
public abstract class LeafType(string name) : NamedType(name)
{
    /// <summary>From a resolver's value to what is written to JSON.</summary>
    /// <exception cref="GraphQLException">The type cannot represent the value.</exception>
    internal abstract object? CoerceResult(object value);
}

/// <summary>A type with sub-selections: object, interface or union.</summary>
public abstract class CompositeType(string name) : NamedType(name);
