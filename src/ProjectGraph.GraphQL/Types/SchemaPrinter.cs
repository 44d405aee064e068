using System.Collections.Immutable;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>Prints a schema as SDL in declaration order, without the built-in types and directives.</summary>
public static class SchemaPrinter
{
    public static string Print(Schema schema)
    {
        IEnumerable<DefinitionNode> definitions = schema.CustomDirectives.Select(Directive)
            .Concat<DefinitionNode>(schema.Types.Where(type => !Scalars.All.Contains(type)).Select(Type));
        if (!IsConventional(schema))
            definitions = definitions.Prepend(SchemaDefinition(schema));
        return Printer.Print(new DocumentNode([.. definitions], default)) + "\n";
    }

    public static string Print(NamedType type) => Printer.Print(Type(type));

    private static bool IsConventional(Schema schema) =>
        schema is { Description: null, AppliedDirectives.Count: 0 }
        && Enum.GetValues<OperationKind>().All(kind => (schema.RootType(kind)?.Name ?? kind.ToString()) == kind.ToString());

    private static SchemaNode SchemaDefinition(Schema schema) => new(
        false,
        Description(schema.Description),
        Directives(schema.AppliedDirectives),
        [
            .. Enum.GetValues<OperationKind>()
                .Where(kind => schema.RootType(kind) is not null)
                .Select(kind => new RootOperationNode(kind, Named(schema.RootType(kind)!), default)),
        ],
        default);

    private static TypeDefinitionNode Type(NamedType type)
    {
        DescriptionNode? description = Description(type.Description);
        NameNode name = Name(type.Name);
        ImmutableArray<DirectiveNode> applied = Directives(type.Directives);
        return type switch
        {
            ObjectType o => new ObjectTypeNode(false, description, name, Interfaces(o), applied, Fields(o), default),
            InterfaceType i => new InterfaceTypeNode(false, description, name, Interfaces(i), applied, Fields(i), default),
            UnionType u => new UnionTypeNode(false, description, name, applied, [.. u.Members.Select(Named)], default),
            EnumType e => new EnumTypeNode(false, description, name, applied, [.. e.Values.Select(EnumValue)], default),
            InputObjectType input => new InputObjectTypeNode(
                false, description, name, input.IsOneOf ? [Directive("oneOf"), .. applied] : applied,
                [.. input.Fields.Select(Input)], default),
            ScalarType { SpecifiedByUrl: { } url } => new ScalarTypeNode(
                false, description, name, [Directive("specifiedBy", "url", url), .. applied], default),
            _ => new ScalarTypeNode(false, description, name, applied, default),
        };
    }

    private static DirectiveDefinitionNode Directive(DirectiveDefinition directive) => new(
        Description(directive.Description),
        Name(directive.Name),
        [.. directive.Arguments.Select(Input)],
        directive.IsRepeatable,
        [.. directive.Locations.Select(location => Name(DirectiveLocations.ToName(location)))],
        default);

    private static ImmutableArray<FieldDefinitionNode> Fields(FieldedType type) =>
    [
        .. type.Fields.Select(field => new FieldDefinitionNode(
            Description(field.Description),
            Name(field.Name),
            [.. field.Arguments.Select(Input)],
            Reference(field.Type),
            Directives(field.Directives, field.DeprecationReason),
            default)),
    ];

    private static InputValueDefinitionNode Input(InputValueDefinition input) => new(
        Description(input.Description),
        Name(input.Name),
        Reference(input.Type),
        input.DefaultValue,
        Directives(input.Directives, input.DeprecationReason),
        default);

    private static EnumValueDefinitionNode EnumValue(EnumValue value) => new(
        Description(value.Description), Name(value.Name), Directives(value.Directives, value.DeprecationReason), default);

    private static ImmutableArray<NamedTypeNode> Interfaces(FieldedType type) => [.. type.Interfaces.Select(Named)];

    private static TypeNode Reference(GraphQLType type) => type switch
    {
        NonNullType nonNull => new NonNullTypeNode(Reference(nonNull.Inner), default),
        ListType list => new ListTypeNode(Reference(list.Item), default),
        _ => Named(type.Named),
    };

    private static ImmutableArray<DirectiveNode> Directives(IReadOnlyList<AppliedDirective> applied, string? deprecation = null)
    {
        IEnumerable<DirectiveNode> nodes =
            applied.Select(directive => new DirectiveNode(directive.Name, directive.Arguments, default));
        return deprecation switch
        {
            null => [.. nodes],
            BuiltInDirectives.DefaultDeprecationReason => [Directive("deprecated"), .. nodes],
            _ => [Directive("deprecated", "reason", deprecation), .. nodes],
        };
    }

    private static DirectiveNode Directive(string name) => new(name, [], default);

    private static DirectiveNode Directive(string name, string argument, string value) =>
        new(name, [new ArgumentNode(argument, new StringValueNode(value, false, default), default)], default);

    private static DescriptionNode? Description(string? text) => text is null ? null : new DescriptionNode(text, true, default);

    private static NamedTypeNode Named(NamedType type) => new(type.Name, default);

    private static NameNode Name(string name) => new(name, default);
}
