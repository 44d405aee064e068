namespace ProjectGraph.GraphQL.Types;

internal sealed partial class IntrospectionTypes
{
    private FieldDefinition[] TypeFields() =>
        [
            CreateField<GraphQLType>("kind", TypeKind.Type.NonNull(), null, TypeKind.GetKind),
            CreateField<GraphQLType>("name", Scalars.String, null, type => (type as NamedType)?.Name),
            CreateField<GraphQLType>("description", Scalars.String, null, type => (type as NamedType)?.Description),
            CreateField<GraphQLType>("specifiedByURL", Scalars.String, null, type => (type as ScalarType)?.SpecifiedByUrl),
            CreateFieldWithDeprecated<GraphQLType>("fields", Field.NonNull().List(), Fields),
            CreateField<GraphQLType>("interfaces", Type.NonNull().List(), null, type => (type as ObjectOrInterfaceType)?.Interfaces),
            CreateField<GraphQLType>("possibleTypes", Type.NonNull().List(), null, PossibleTypes),
            CreateFieldWithDeprecated<GraphQLType>("enumValues", EnumValueType.NonNull().List(), EnumValues),
            CreateFieldWithDeprecated<GraphQLType>("inputFields", InputValue.NonNull().List(), (type, all) =>
                type is InputObjectType input ? FilterDeprecated(input.Fields, all) : null
            ),
            CreateField<GraphQLType>("ofType", Type, null, OfType),
            CreateField<GraphQLType>("isOneOf", Scalars.Boolean, null, type => (type as InputObjectType)?.IsOneOf),
        ];

    private FieldDefinition[] FieldFields() =>
        [
            CreateField<FieldDefinition>("name", Scalars.String.NonNull(), null, field => field.Name),
            CreateField<FieldDefinition>("description", Scalars.String, null, field => field.Description),
            CreateFieldWithDeprecated<FieldDefinition>("args", ListOf(InputValue), (field, all) => FilterDeprecated(field.Arguments, all)),
            CreateField<FieldDefinition>("type", Type.NonNull(), null, field => field.Type),
            CreateField<FieldDefinition>("isDeprecated", Scalars.Boolean.NonNull(), null, field => field.DeprecationReason is not null),
            CreateField<FieldDefinition>("deprecationReason", Scalars.String, null, field => field.DeprecationReason),
        ];

    private FieldDefinition[] InputValueFields() =>
        [
            CreateField<InputValueDefinition>("name", Scalars.String.NonNull(), null, input => input.Name),
            CreateField<InputValueDefinition>("description", Scalars.String, null, input => input.Description),
            CreateField<InputValueDefinition>("type", Type.NonNull(), null, input => input.Type),
            CreateField<InputValueDefinition>(
                "defaultValue",
                Scalars.String,
                "A GraphQL-formatted string representing the default value for this input value.",
                input => input.DefaultValue?.ToString()
            ),
            CreateField<InputValueDefinition>("isDeprecated", Scalars.Boolean.NonNull(), null, input =>
                input.DeprecationReason is not null
            ),
            CreateField<InputValueDefinition>("deprecationReason", Scalars.String, null, input => input.DeprecationReason),
        ];

    private static FieldDefinition[] EnumValueFields() =>
        [
            CreateField<EnumValue>("name", Scalars.String.NonNull(), null, value => value.Name),
            CreateField<EnumValue>("description", Scalars.String, null, value => value.Description),
            CreateField<EnumValue>("isDeprecated", Scalars.Boolean.NonNull(), null, value => value.DeprecationReason is not null),
            CreateField<EnumValue>("deprecationReason", Scalars.String, null, value => value.DeprecationReason),
        ];

    private static IEnumerable<FieldDefinition>? Fields(GraphQLType type, bool all) =>
        (type as ObjectOrInterfaceType)?.Fields.Where(field => all || field.DeprecationReason is null);

    private static IEnumerable<EnumValue>? EnumValues(GraphQLType type, bool all) =>
        (type as EnumType)?.Values.Where(value => all || value.DeprecationReason is null);

    private IReadOnlyList<ObjectType>? PossibleTypes(GraphQLType type) =>
        type is IAbstractType ? _schema.GetPossibleTypes((CompositeType)type) : null;

    private static GraphQLType? OfType(GraphQLType type) =>
        type switch
        {
            NonNullType nonNull => nonNull.Inner,
            ListType list => list.Item,
            _ => null,
        };
}
