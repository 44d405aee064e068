using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// The entry point of this phase. Contains all types and directives, and checks them against spec section 3 when it is
/// built.
/// </summary>
public sealed class Schema
{
    private readonly Dictionary<string, NamedType> _allTypes;
    private readonly Dictionary<string, IReadOnlyList<ObjectType>> _possibleTypes;
    private readonly MetaFields _metaFields;

    /// <param name="query">The query root. Null is an error; it is nullable so that the error is collected with the others.</param>
    /// <param name="mutation">The mutation root, if any.</param>
    /// <param name="subscription">The subscription root, if any.</param>
    /// <param name="types">Types that no field refers to, such as the implementations of an interface.</param>
    /// <param name="directives">Custom directives. The built-in ones are always included.</param>
    /// <exception cref="SchemaException">The schema breaks the specification. The exception contains all errors.</exception>
    public Schema(
        ObjectType? query,
        ObjectType? mutation = null,
        ObjectType? subscription = null,
        IEnumerable<NamedType>? types = null,
        IEnumerable<DirectiveDefinition>? directives = null
    )
    {
        QueryType = query!;
        MutationType = mutation;
        SubscriptionType = subscription;
        CustomDirectives = [.. directives ?? []];
        Directives = new NamedList<DirectiveDefinition>(
            CustomDirectives.Concat(BuiltInDirectives.All.Where(builtIn => CustomDirectives.All(own => own.Name != builtIn.Name))),
            "The schema"
        );

        var collector = new TypeCollector();
        collector.CollectAll([query, mutation, subscription], [.. types ?? []], Directives);
        Types = new NamedList<NamedType>(collector.Types, "The schema");
        _metaFields = new MetaFields(this);
        _allTypes = Types.Concat(_metaFields.Types).DistinctBy(type => type.Name).ToDictionary(type => type.Name, StringComparer.Ordinal);
        _possibleTypes = CollectPossibleTypes();
        SchemaValidator.Validate(this);
        Names = new NameTable(CollectNames());
    }

    public string? Description { get; init; }

    public IReadOnlyList<AppliedDirective> AppliedDirectives { get; init; } = [];

    public ObjectType QueryType { get; }

    public ObjectType? MutationType { get; }

    public ObjectType? SubscriptionType { get; }

    /// <summary>The schema's own types in declaration order, including the built-in scalars that it uses.</summary>
    public NamedList<NamedType> Types { get; }

    /// <summary>Custom directives, then the built-in ones.</summary>
    public NamedList<DirectiveDefinition> Directives { get; }

    /// <summary>All names of this schema that a document may contain.</summary>
    internal NameTable Names { get; }

    internal IReadOnlyList<DirectiveDefinition> CustomDirectives { get; }

    /// <summary>The schema's own types and the introspection types.</summary>
    internal IReadOnlyCollection<NamedType> AllTypes => _allTypes.Values;

    public NamedType? FindType(string name) => _allTypes.GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">The schema has no object type with this name.</exception>
    public ObjectType GetObjectType(string name) =>
        FindType(name) as ObjectType ?? throw new KeyNotFoundException($"The object type \"{name}\" was not found.");

    public ObjectType? GetRootType(OperationKind kind) =>
        kind switch
        {
            OperationKind.Query => QueryType,
            OperationKind.Mutation => MutationType,
            _ => SubscriptionType,
        };

    /// <summary>Returns the object types that a value of a composite type may have.</summary>
    public IReadOnlyList<ObjectType> GetPossibleTypes(CompositeType type) =>
        type is ObjectType self ? [self] : _possibleTypes.GetValueOrDefault(type.Name, []);

    /// <summary>Whether every value of <paramref name="type"/> is one of <paramref name="super"/>.</summary>
    public static bool IsSubType(CompositeType super, CompositeType type) =>
        ReferenceEquals(super, type)
        || super switch
        {
            UnionType union => union.Members.Contains(type),
            InterfaceType => type is ObjectOrInterfaceType fielded && fielded.Interfaces.Contains(super),
            _ => false,
        };

    public static bool IsSubType(GraphQLType super, GraphQLType type) =>
        (super, type) switch
        {
            (NonNullType s, NonNullType t) => IsSubType(s.Inner, t.Inner),
            (NonNullType, _) => false,
            (_, NonNullType t) => IsSubType(super, t.Inner),
            (ListType s, ListType t) => IsSubType(s.Item, t.Item),
            (CompositeType s, CompositeType t) => IsSubType(s, t),
            _ => ReferenceEquals(super, type),
        };

    /// <summary>Whether at least one object type belongs to both types.</summary>
    public bool HaveCommonObjectType(CompositeType a, CompositeType b)
    {
        if (a is ObjectType)
            return IsSubType(b, a);
        if (b is ObjectType)
            return IsSubType(a, b);
        return ReferenceEquals(a, b) || GetPossibleTypes(a).Intersect(GetPossibleTypes(b)).Any();
    }

    /// <summary>
    /// Finds a field of a type, <c>__typename</c>, or on the query root <c>__schema</c> and <c>__type</c>.
    /// </summary>
    public FieldDefinition? FindField(CompositeType parent, string name)
    {
        if (!name.StartsWith("__", StringComparison.Ordinal))
            return (parent as ObjectOrInterfaceType)?.Fields.Find(name);
        return name switch
        {
            "__typename" => _metaFields.GetTypeNameField(parent),
            "__schema" when parent == QueryType => _metaFields.Schema,
            "__type" when parent == QueryType => _metaFields.Type,
            _ => (parent as ObjectOrInterfaceType)?.Fields.Find(name),
        };
    }

    /// <summary>Resolves a type reference of a document. Null where the type does not exist.</summary>
    public GraphQLType? ResolveType(TypeNode node) =>
        node switch
        {
            NonNullTypeNode nonNull => ResolveType(nonNull.Inner)?.NonNull(),
            ListTypeNode list => ResolveType(list.Item)?.List(),
            NamedTypeNode named => FindType(named.Name),
            _ => null,
        };

    private IEnumerable<string> CollectNames()
    {
        foreach (string meta in MetaFields.Names)
            yield return meta;
        foreach (NamedType type in AllTypes)
            yield return type.Name;
        foreach (EnumValue value in AllTypes.OfType<EnumType>().SelectMany(type => type.Values))
            yield return value.Name;
        foreach (FieldDefinition field in AllTypes.OfType<ObjectOrInterfaceType>().SelectMany(type => type.Fields))
        {
            yield return field.Name;
            foreach (string argument in field.Arguments.Names)
                yield return argument;
        }

        foreach (InputValueDefinition field in AllTypes.OfType<InputObjectType>().SelectMany(type => type.Fields))
            yield return field.Name;
        foreach (DirectiveDefinition directive in Directives)
        {
            yield return directive.Name;
            foreach (string argument in directive.Arguments.Names)
                yield return argument;
        }
    }

    private Dictionary<string, IReadOnlyList<ObjectType>> CollectPossibleTypes()
    {
        ObjectType[] objects = [.. Types.OfType<ObjectType>()];
        var byName = new Dictionary<string, IReadOnlyList<ObjectType>>(StringComparer.Ordinal);
        foreach (NamedType type in Types)
        {
            if (type is UnionType union)
                byName[type.Name] = union.Members;
            else if (type is InterfaceType)
                byName[type.Name] = [.. objects.Where(candidate => candidate.Interfaces.Contains(type))];
        }

        return byName;
    }
}
