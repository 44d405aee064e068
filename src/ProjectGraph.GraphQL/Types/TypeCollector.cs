namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// Collects every type that a schema reaches. If the list contains the query root, it determines the order. Otherwise the
/// roots come first, then the list, then the types that they refer to.
/// </summary>
internal sealed class TypeCollector
{
    private readonly Dictionary<string, NamedType> _byName = new(StringComparer.Ordinal);
    private readonly Queue<NamedType> _pending = new();

    public List<NamedType> Types { get; } = [];

    public void CollectAll(ObjectType?[] roots, NamedType[] types, IEnumerable<DirectiveDefinition> directives)
    {
        IEnumerable<NamedType?> ordered = types.Contains(roots[0]) ? [.. types, .. roots] : [.. roots, .. types];
        foreach (NamedType? type in ordered)
        {
            if (type is not null)
                Add(type);
        }

        CollectPending();
        foreach (InputValueDefinition argument in directives.SelectMany(directive => directive.Arguments))
            Add(argument.Type.InnermostType);
        CollectPending();
    }

    // A queue instead of recursion. Types are listed by their distance from the roots, and long chains need no stack.
    private void CollectPending()
    {
        while (_pending.TryDequeue(out NamedType? type))
        {
            foreach (NamedType referenced in GetReferencedTypes(type))
                Add(referenced);
        }
    }

    private void Add(NamedType type)
    {
        if (_byName.TryAdd(type.Name, type))
        {
            Types.Add(type);
            _pending.Enqueue(type);
        }
        else if (!ReferenceEquals(_byName[type.Name], type))
        {
            throw new SchemaException($"Schema must contain uniquely named types but contains multiple types named \"{type.Name}\".");
        }
    }

    private static IEnumerable<NamedType> GetReferencedTypes(NamedType type) =>
        type switch
        {
            ObjectOrInterfaceType fielded => fielded.Interfaces.Concat(fielded.Fields.SelectMany(GetReferencedTypes)),
            UnionType union => union.Members,
            InputObjectType input => input.Fields.Select(field => field.Type.InnermostType),
            _ => [],
        };

    private static IEnumerable<NamedType> GetReferencedTypes(FieldDefinition field) =>
        field.Arguments.Select(argument => argument.Type.InnermostType).Prepend(field.Type.InnermostType);
}
