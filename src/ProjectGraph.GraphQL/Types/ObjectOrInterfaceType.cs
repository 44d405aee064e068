namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// An object or interface. Fields and interfaces are given as functions where types refer to each other. The functions are
/// called once, when the schema is built.
/// </summary>
public abstract class ObjectOrInterfaceType(
    string name,
    Func<IEnumerable<FieldDefinition>> fields,
    Func<IEnumerable<InterfaceType>>? interfaces
) : CompositeType(name)
{
    private readonly Lazy<NamedList<FieldDefinition>> _fields = new(() => new NamedList<FieldDefinition>(fields(), $"Type {name}"));
    private readonly Lazy<IReadOnlyList<InterfaceType>> _interfaces = new(() => interfaces is null ? [] : [.. interfaces()]);

    public NamedList<FieldDefinition> Fields => _fields.Value;

    public IReadOnlyList<InterfaceType> Interfaces => _interfaces.Value;
}

public sealed class ObjectType(string name, Func<IEnumerable<FieldDefinition>> fields, Func<IEnumerable<InterfaceType>>? interfaces = null)
    : ObjectOrInterfaceType(name, fields, interfaces)
{
    public ObjectType(string name, params IEnumerable<FieldDefinition> fields)
        : this(name, () => fields) { }

    /// <summary>Whether a value is of this type. Used where an abstract type has no <c>ResolveType</c>.</summary>
    public Func<object, bool>? IsTypeOf { get; init; }
}

public sealed class InterfaceType(
    string name,
    Func<IEnumerable<FieldDefinition>> fields,
    Func<IEnumerable<InterfaceType>>? interfaces = null
) : ObjectOrInterfaceType(name, fields, interfaces), IAbstractType
{
    public InterfaceType(string name, params IEnumerable<FieldDefinition> fields)
        : this(name, () => fields) { }

    public Func<object, string?>? ResolveType { get; set; }
}
