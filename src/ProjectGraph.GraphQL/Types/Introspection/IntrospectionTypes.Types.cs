namespace ProjectGraph.GraphQL.Types;

internal sealed partial class IntrospectionTypes
{
    private FieldDefinition[] TypeFields() =>
    [
        Of<GraphQLType>("kind", TypeKind.Type.NonNull(), null, TypeKind.Of),
        Of<GraphQLType>("name", Scalars.String, null, type => (type as NamedType)?.Name),
        Of<GraphQLType>("description", Scalars.String, null, type => (type as NamedType)?.Description),
        Of<GraphQLType>("specifiedByURL", Scalars.String, null, type => (type as ScalarType)?.SpecifiedByUrl),
        WithDeprecated<GraphQLType>("fields", Field.NonNull().List(), Fields),
        Of<GraphQLType>("interfaces", Type.NonNull().List(), null, type => (type as FieldedType)?.Interfaces),
        Of<GraphQLType>("possibleTypes", Type.NonNull().List(), null, PossibleTypes),
        WithDeprecated<GraphQLType>("enumValues", EnumValueType.NonNull().List(), EnumValues),
        WithDeprecated<GraphQLType>(
            "inputFields", InputValue.NonNull().List(), (type, all) => type is InputObjectType input ? Visible(input.Fields, all) : null),
        Of<GraphQLType>("ofType", Type, null, OfType),
        Of<GraphQLType>("isOneOf", Scalars.Boolean, null, type => (type as InputObjectType)?.IsOneOf),
    ];

    private FieldDefinition[] FieldFields() =>
    [
        Of<FieldDefinition>("name", Scalars.String.NonNull(), null, field => field.Name),
        Of<FieldDefinition>("description", Scalars.String, null, field => field.Description),
        WithDeprecated<FieldDefinition>("args", ListOf(InputValue), (field, all) => Visible(field.Arguments, all)),
        Of<FieldDefinition>("type", Type.NonNull(), null, field => field.Type),
        Of<FieldDefinition>("isDeprecated", Scalars.Boolean.NonNull(), null, field => field.DeprecationReason is not null),
        Of<FieldDefinition>("deprecationReason", Scalars.String, null, field => field.DeprecationReason),
    ];

    private FieldDefinition[] InputValueFields() =>
    [
        Of<InputValueDefinition>("name", Scalars.String.NonNull(), null, input => input.Name),
        Of<InputValueDefinition>("description", Scalars.String, null, input => input.Description),
        Of<InputValueDefinition>("type", Type.NonNull(), null, input => input.Type),
        Of<InputValueDefinition>(
            "defaultValue", Scalars.String, "A GraphQL-formatted string representing the default value for this input value.",
            input => input.DefaultValue?.ToString()),
        Of<InputValueDefinition>("isDeprecated", Scalars.Boolean.NonNull(), null, input => input.DeprecationReason is not null),
        Of<InputValueDefinition>("deprecationReason", Scalars.String, null, input => input.DeprecationReason),
    ];

    private static FieldDefinition[] EnumValueFields() =>
    [
        Of<EnumValue>("name", Scalars.String.NonNull(), null, value => value.Name),
        Of<EnumValue>("description", Scalars.String, null, value => value.Description),
        Of<EnumValue>("isDeprecated", Scalars.Boolean.NonNull(), null, value => value.DeprecationReason is not null),
        Of<EnumValue>("deprecationReason", Scalars.String, null, value => value.DeprecationReason),
    ];

    private static IEnumerable<FieldDefinition>? Fields(GraphQLType type, bool all) =>
        (type as FieldedType)?.Fields.Where(field => all || field.DeprecationReason is null);

    private static IEnumerable<EnumValue>? EnumValues(GraphQLType type, bool all) =>
        (type as EnumType)?.Values.Where(value => all || value.DeprecationReason is null);

    private IReadOnlyList<ObjectType>? PossibleTypes(GraphQLType type) =>
        type is IAbstractType ? _schema.PossibleTypes((CompositeType)type) : null;

    private static GraphQLType? OfType(GraphQLType type) => type switch
    {
        NonNullType nonNull => nonNull.Inner,
        ListType list => list.Item,
        _ => null,
    };
}
