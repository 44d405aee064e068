using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>The introspection types of spec section 4.2. Their fields read the engine's own schema objects.</summary>
internal sealed partial class IntrospectionTypes
{
    private readonly Schema _schema;

    public IntrospectionTypes(Schema schema)
    {
        _schema = schema;
        Type = new ObjectType("__Type", TypeFields)
        {
            Description =
                "The fundamental unit of any GraphQL Schema is the type. There are many kinds of types in GraphQL as "
                + "represented by the `__TypeKind` enum.\n\nDepending on the kind of a type, certain fields describe information about "
                + "that type. Scalar types provide no information beyond a name, description and optional `specifiedByURL`, while Enum "
                + "types provide their values. Object and Interface types provide the fields they describe. Abstract types, Union and "
                + "Interface, provide the Object types possible at runtime. List and NonNull types compose other types.",
        };
        InputValue = new ObjectType("__InputValue", InputValueFields())
        {
            Description =
                "Arguments provided to Fields or Directives and the input fields of an InputObject are represented as Input "
                + "Values which describe their type and optionally a default value.",
        };
        Field = new ObjectType("__Field", FieldFields())
        {
            Description =
                "Object and Interface types are described by a list of Fields, each of which has a name, potentially a list "
                + "of arguments, and a return type.",
        };
        EnumValueType = new ObjectType("__EnumValue", EnumValueFields())
        {
            Description =
                "One possible value for a given Enum. Enum values are unique values, not a placeholder for a string or "
                + "numeric value. However an Enum value is returned in a JSON response as a string.",
        };
        Directive = new ObjectType("__Directive", DirectiveFields())
        {
            Description =
                "A Directive provides a way to describe alternate runtime execution and type validation behavior in a GraphQL "
                + "document.\n\nIn some cases, you need to provide options to alter GraphQL's execution behavior in ways field arguments "
                + "will not suffice, such as conditionally including or skipping a field. Directives provide this by describing "
                + "additional information to the executor.",
        };
        Schema = new ObjectType("__Schema", SchemaFields())
        {
            Description =
                "A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available types and directives "
                + "on the server, as well as the entry points for query, mutation, and subscription operations.",
        };
        All =
        [
            Schema,
            Type,
            TypeKind.Type,
            Field,
            InputValue,
            EnumValueType,
            Directive,
            DirectiveLocationType,
            Scalars.String,
            Scalars.Boolean,
        ];
    }

    public ObjectType Schema { get; }

    public ObjectType Type { get; }

    public IReadOnlyList<NamedType> All { get; }

    private ObjectType Field { get; }

    private ObjectType InputValue { get; }

    private ObjectType EnumValueType { get; }

    private ObjectType Directive { get; }

    private static EnumType DirectiveLocationType { get; } =
        new(
            "__DirectiveLocation",
            Enum.GetValues<DirectiveLocation>().Select(location => new EnumValue(DirectiveLocations.ToName(location), location))
        )
        {
            Description =
                "A Directive can be adjacent to many parts of the GraphQL language, a __DirectiveLocation describes one such "
                + "possible adjacencies.",
        };

    private FieldDefinition[] SchemaFields() =>
        [
            CreateField<Schema>("description", Scalars.String, null, schema => schema.Description),
            CreateField<Schema>("types", ListOf(Type), "A list of all types supported by this server.", schema => schema.AllTypes),
            CreateField<Schema>("queryType", Type.NonNull(), "The type that query operations will be rooted at.", schema =>
                schema.QueryType
            ),
            CreateField<Schema>(
                "mutationType",
                Type,
                "If this server supports mutation, the type that mutation operations will be rooted at.",
                schema => schema.MutationType
            ),
            CreateField<Schema>(
                "subscriptionType",
                Type,
                "If this server support subscription, the type that subscription operations will be rooted at.",
                schema => schema.SubscriptionType
            ),
            CreateField<Schema>("directives", ListOf(Directive), "A list of all directives supported by this server.", schema =>
                schema.Directives
            ),
        ];

    private FieldDefinition[] DirectiveFields() =>
        [
            CreateField<DirectiveDefinition>("name", Scalars.String.NonNull(), null, directive => directive.Name),
            CreateField<DirectiveDefinition>("description", Scalars.String, null, directive => directive.Description),
            CreateField<DirectiveDefinition>("isRepeatable", Scalars.Boolean.NonNull(), null, directive => directive.IsRepeatable),
            CreateField<DirectiveDefinition>("locations", ListOf(DirectiveLocationType), null, directive => directive.Locations),
            CreateFieldWithDeprecated<DirectiveDefinition>("args", ListOf(InputValue), (directive, all) =>
                FilterDeprecated(directive.Arguments, all)
            ),
        ];

    private static NonNullType ListOf(NamedType type) => type.NonNull().List().NonNull();

    private static IEnumerable<InputValueDefinition> FilterDeprecated(IEnumerable<InputValueDefinition> inputs, bool all) =>
        inputs.Where(input => all || input.DeprecationReason is null);

    private static FieldDefinition CreateField<T>(string name, GraphQLType type, string? description, Func<T, object?> read)
        where T : class => new(name, type) { Description = description, Read = parent => read((T)parent!) };

    // Spec section 4.2: includeDeprecated: Boolean! = false
    private static FieldDefinition CreateFieldWithDeprecated<T>(string name, GraphQLType type, Func<T, bool, object?> read)
        where T : class =>
        new(name, type, new InputValueDefinition("includeDeprecated", Scalars.Boolean.NonNull(), "false"))
        {
            ReadWith = (parent, arguments) => read((T)parent!, arguments.GetOrDefault<bool>("includeDeprecated")),
        };
}
