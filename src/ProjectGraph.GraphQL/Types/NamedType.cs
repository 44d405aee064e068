namespace ProjectGraph.GraphQL.Types;

/// <summary>A type with a name in the schema.</summary>
public abstract class NamedType(string name) : GraphQLType, ISchemaElement
{
    public string Name { get; } = name;

    public string? Description { get; init; }

    public IReadOnlyList<AppliedDirective> Directives { get; init; } = [];

    /// <summary>The host's data for this type, e.g. the model's entity. The engine does not read it.</summary>
    public object? Tag { get; init; }

    public override NamedType InnermostType => this;

    public sealed override string ToString() => Name;
}

/// <summary>A type without sub-selections: scalar or enum.</summary>
public abstract class LeafType(string name) : NamedType(name)
{
    /// <summary>Converts a resolver's value to the value that is written to JSON.</summary>
    /// <exception cref="GraphQLException">The type cannot represent the value.</exception>
    internal abstract object? CoerceResult(object value);
}

/// <summary>A type with sub-selections: object, interface or union.</summary>
public abstract class CompositeType(string name) : NamedType(name);
