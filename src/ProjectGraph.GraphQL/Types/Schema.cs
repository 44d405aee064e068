using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>The front of this phase: all types and directives, checked against spec section 3 when built.</summary>
public sealed class Schema
{
    private readonly Dictionary<string, NamedType> _allTypes;
    private readonly Dictionary<string, IReadOnlyList<ObjectType>> _possibleTypes;
    private readonly MetaFields _metaFields;

    /// <param name="query">The query root. Null is refused, and nullable only so that the refusal is one of the collected errors.</param>
    /// <param name="mutation">The mutation root, if any.</param>
    /// <param name="subscription">The subscription root, if any.</param>
    /// <param name="types">Types that no field mentions, such as the implementations of an interface.</param>
    /// <param name="directives">Custom directives; the built-in ones are always there.</param>
    /// <exception cref="SchemaException">Names everything that breaks the specification.</exception>
    public Schema(
        ObjectType? query,
        ObjectType? mutation = null,
        ObjectType? subscription = null,
        IEnumerable<NamedType>? types = null,
        IEnumerable<DirectiveDefinition>? directives = null)
    {
        QueryType = query!;
        MutationType = mutation;
        SubscriptionType = subscription;
        CustomDirectives = [.. directives ?? []];
        Directives = new NamedList<DirectiveDefinition>(
            CustomDirectives.Concat(BuiltInDirectives.All.Where(builtIn => CustomDirectives.All(own => own.Name != builtIn.Name))),
            "The schema");

        var collector = new TypeCollector();
        collector.CollectAll([query, mutation, subscription], [.. types ?? []], Directives);
        Types = new NamedList<NamedType>(collector.Types, "The schema");
        _metaFields = new MetaFields(this);
        _allTypes = Types.Concat(_metaFields.Types).DistinctBy(type => type.Name).ToDictionary(type => type.Name, StringComparer.Ordinal);
        _possibleTypes = PossibleTypesByName();
        SchemaValidator.Validate(this);
        Names = new NameTable(AllNames());
    }

    public string? Description { get; init; }

    public IReadOnlyList<AppliedDirective> AppliedDirectives { get; init; } = [];

    public ObjectType QueryType { get; }

    public ObjectType? MutationType { get; }

    public ObjectType? SubscriptionType { get; }

    /// <summary>The schema's own types in declaration order, with the built-in scalars that it uses.</summary>
    public NamedList<NamedType> Types { get; }

    /// <summary>Custom directives, then the built-in ones.</summary>
    public NamedList<DirectiveDefinition> Directives { get; }

    /// <summary>Every name that a document may take from this schema.</summary>
    internal NameTable Names { get; }

    internal IReadOnlyList<DirectiveDefinition> CustomDirectives { get; }

    /// <summary>The schema's own types and those of introspection.</summary>
    internal IReadOnlyCollection<NamedType> AllTypes => _allTypes.Values;

    public NamedType? FindType(string name) => _allTypes.GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">There is no object type of this name.</exception>
    public ObjectType Object(string name) =>
        FindType(name) as ObjectType ?? throw new KeyNotFoundException($"There is no object type \"{name}\".");

    public ObjectType? RootType(OperationKind kind) => kind switch
    {
        OperationKind.Query => QueryType,
        OperationKind.Mutation => MutationType,
        _ => SubscriptionType,
    };

    /// <summary>The object types that a value of a composite type may have.</summary>
    public IReadOnlyList<ObjectType> PossibleTypes(CompositeType type) =>
        type is ObjectType self ? [self] : _possibleTypes.GetValueOrDefault(type.Name, []);

    /// <summary>Whether every value of <paramref name="type"/> is one of <paramref name="super"/>.</summary>
    public static bool IsSubType(CompositeType super, CompositeType type) => ReferenceEquals(super, type) || super switch
    {
        UnionType union => union.Members.Contains(type),
        InterfaceType => type is FieldedType fielded && fielded.Interfaces.Contains(super),
        _ => false,
    };

    public static bool IsSubType(GraphQLType super, GraphQLType type) => (super, type) switch
    {
        (NonNullType s, NonNullType t) => IsSubType(s.Inner, t.Inner),
        (NonNullType, _) => false,
        (_, NonNullType t) => IsSubType(super, t.Inner),
        (ListType s, ListType t) => IsSubType(s.Item, t.Item),
        (CompositeType s, CompositeType t) => IsSubType(s, t),
        _ => ReferenceEquals(super, type),
    };

    /// <summary>Whether some object type is of both.</summary>
    public bool Overlap(CompositeType a, CompositeType b)
    {
        if (a is ObjectType)
            return IsSubType(b, a);
        if (b is ObjectType)
            return IsSubType(a, b);
        return ReferenceEquals(a, b) || PossibleTypes(a).Intersect(PossibleTypes(b)).Any();
    }

    /// <summary>A field of a type, <c>__typename</c>, or on the query root <c>__schema</c> and <c>__type</c>.</summary>
    public FieldDefinition? FindField(CompositeType parent, string name)
    {
        if (!name.StartsWith("__", StringComparison.Ordinal))
            return (parent as FieldedType)?.Fields.Find(name);
        return name switch
        {
            "__typename" => _metaFields.TypeName(parent),
            "__schema" when parent == QueryType => _metaFields.Schema,
            "__type" when parent == QueryType => _metaFields.Type,
            _ => (parent as FieldedType)?.Fields.Find(name),
        };
    }

    /// <summary>The type that a document's reference means, or null where it names no type.</summary>
    public GraphQLType? Resolve(TypeNode node) => node switch
    {
        NonNullTypeNode nonNull => Resolve(nonNull.Inner)?.NonNull(),
        ListTypeNode list => Resolve(list.Item)?.List(),
        NamedTypeNode named => FindType(named.Name),
        _ => null,
    };

    private IEnumerable<string> AllNames()
    {
        foreach (string meta in MetaFields.Names)
            yield return meta;
        foreach (NamedType type in AllTypes)
            yield return type.Name;
        foreach (EnumValue value in AllTypes.OfType<EnumType>().SelectMany(type => type.Values))
            yield return value.Name;
        foreach (FieldDefinition field in AllTypes.OfType<FieldedType>().SelectMany(type => type.Fields))
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

    private Dictionary<string, IReadOnlyList<ObjectType>> PossibleTypesByName()
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
