using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>Prints a schema as SDL in declaration order, without the built-in types and directives.</summary>
public static class SchemaPrinter
{
    public static string Print(Schema schema)
    {
        IEnumerable<DefinitionNode> definitions = schema
            .CustomDirectives.Select(CreateDirective)
            .Concat<DefinitionNode>(schema.Types.Where(type => !Scalars.All.Contains(type)).Select(CreateTypeDefinition));
        if (!HasConventionalRoots(schema))
            definitions = definitions.Prepend(CreateSchemaDefinition(schema));
        return Printer.Print(new DocumentNode([.. definitions], default)) + "\n";
    }

    public static string Print(NamedType type) => Printer.Print(CreateTypeDefinition(type));

    private static bool HasConventionalRoots(Schema schema) =>
        schema is { Description: null, AppliedDirectives.Count: 0 }
        && Enum.GetValues<OperationKind>().All(kind => (schema.GetRootType(kind)?.Name ?? kind.ToString()) == kind.ToString());

    private static SchemaNode CreateSchemaDefinition(Schema schema) =>
        new(
            false,
            CreateDescription(schema.Description),
            CreateDirectives(schema.AppliedDirectives),
            [
                .. Enum.GetValues<OperationKind>()
                    .Where(kind => schema.GetRootType(kind) is not null)
                    .Select(kind => new RootOperationNode(kind, CreateNamedType(schema.GetRootType(kind)!), default)),
            ],
            default
        );

    private static TypeDefinitionNode CreateTypeDefinition(NamedType type)
    {
        DescriptionNode? description = CreateDescription(type.Description);
        NameNode name = CreateName(type.Name);
        ImmutableArray<DirectiveNode> applied = CreateDirectives(type.Directives);
        return type switch
        {
            ObjectType o => new ObjectTypeNode(false, description, name, CreateInterfaces(o), applied, CreateFields(o), default),
            InterfaceType i => new InterfaceTypeNode(false, description, name, CreateInterfaces(i), applied, CreateFields(i), default),
            UnionType u => new UnionTypeNode(false, description, name, applied, [.. u.Members.Select(CreateNamedType)], default),
            EnumType e => new EnumTypeNode(false, description, name, applied, [.. e.Values.Select(CreateEnumValue)], default),
            InputObjectType input => new InputObjectTypeNode(
                false,
                description,
                name,
                input.IsOneOf ? [CreateDirective("oneOf"), .. applied] : applied,
                [.. input.Fields.Select(CreateInputValue)],
                default
            ),
            ScalarType { SpecifiedByUrl: { } url } => new ScalarTypeNode(
                false,
                description,
                name,
                [CreateDirective("specifiedBy", "url", url), .. applied],
                default
            ),
            _ => new ScalarTypeNode(false, description, name, applied, default),
        };
    }

    private static DirectiveDefinitionNode CreateDirective(DirectiveDefinition directive) =>
        new(
            CreateDescription(directive.Description),
            CreateName(directive.Name),
            [.. directive.Arguments.Select(CreateInputValue)],
            directive.IsRepeatable,
            [.. directive.Locations.Select(location => CreateName(DirectiveLocations.ToName(location)))],
            default
        );

    private static ImmutableArray<FieldDefinitionNode> CreateFields(ObjectOrInterfaceType type) =>
        [
            .. type.Fields.Select(field => new FieldDefinitionNode(
                CreateDescription(field.Description),
                CreateName(field.Name),
                [.. field.Arguments.Select(CreateInputValue)],
                CreateTypeReference(field.Type),
                CreateDirectives(field.Directives, field.DeprecationReason),
                default
            )),
        ];

    private static InputValueDefinitionNode CreateInputValue(InputValueDefinition input) =>
        new(
            CreateDescription(input.Description),
            CreateName(input.Name),
            CreateTypeReference(input.Type),
            input.DefaultValue,
            CreateDirectives(input.Directives, input.DeprecationReason),
            default
        );

    private static EnumValueDefinitionNode CreateEnumValue(EnumValue value) =>
        new(
            CreateDescription(value.Description),
            CreateName(value.Name),
            CreateDirectives(value.Directives, value.DeprecationReason),
            default
        );

    private static ImmutableArray<NamedTypeNode> CreateInterfaces(ObjectOrInterfaceType type) =>
        [.. type.Interfaces.Select(CreateNamedType)];

    private static TypeNode CreateTypeReference(GraphQLType type) =>
        type switch
        {
            NonNullType nonNull => new NonNullTypeNode(CreateTypeReference(nonNull.Inner), default),
            ListType list => new ListTypeNode(CreateTypeReference(list.Item), default),
            _ => CreateNamedType(type.InnermostType),
        };

    private static ImmutableArray<DirectiveNode> CreateDirectives(IReadOnlyList<AppliedDirective> applied, string? deprecation = null)
    {
        IEnumerable<DirectiveNode> nodes = applied.Select(directive => new DirectiveNode(directive.Name, directive.Arguments, default));
        return deprecation switch
        {
            null => [.. nodes],
            BuiltInDirectives.DefaultDeprecationReason => [CreateDirective("deprecated"), .. nodes],
            _ => [CreateDirective("deprecated", "reason", deprecation), .. nodes],
        };
    }

    private static DirectiveNode CreateDirective(string name) => new(name, [], default);

    private static DirectiveNode CreateDirective(string name, string argument, string value) =>
        new(name, [new ArgumentNode(argument, new StringValueNode(value, false, default), default)], default);

    private static DescriptionNode? CreateDescription(string? text) => text is null ? null : new DescriptionNode(text, true, default);

    private static NamedTypeNode CreateNamedType(NamedType type) => new(type.Name, default);

    private static NameNode CreateName(string name) => new(name, default);
}
