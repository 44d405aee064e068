using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

public sealed partial class SchemaReader
{
    private NamedType Read(TypeDefinitionNode definition)
    {
        string name = definition.Name.Value;
        string? description = definition.Description?.Value;
        TypeDefinitionNode[] parts = [.. GetDefinitionAndExtensions(definition)];
        DirectiveNode[] directives = [.. parts.SelectMany(part => part.Directives)];
        IReadOnlyList<AppliedDirective> applied = ReadDirectives(directives);
        return definition switch
        {
            ObjectTypeNode => new ObjectType(name, () => ReadFields(parts), () => ReadInterfaces(parts))
            {
                Description = description,
                Directives = applied,
            },
            InterfaceTypeNode => new InterfaceType(name, () => ReadFields(parts), () => ReadInterfaces(parts))
            {
                Description = description,
                Directives = applied,
            },
            UnionTypeNode => new UnionType(name, () =>
                parts.OfType<UnionTypeNode>().SelectMany(part => part.Members).Select(FindType<ObjectType>)
            )
            {
                Description = description,
                Directives = applied,
            },
            EnumTypeNode => new EnumType(name, parts.OfType<EnumTypeNode>().SelectMany(part => part.Values).Select(ReadEnumValue))
            {
                Description = description,
                Directives = applied,
            },
            InputObjectTypeNode => new InputObjectType(name, () =>
                parts.OfType<InputObjectTypeNode>().SelectMany(part => part.Fields).Select(ReadInput)
            )
            {
                Description = description,
                Directives = applied,
                IsOneOf = directives.Any(directive => directive.Name == "oneOf"),
            },
            _ => new ScalarType(name)
            {
                Description = description,
                Directives = applied,
                SpecifiedByUrl = ReadStringArgument(directives, "specifiedBy", "url"),
            },
        };
    }

    private IEnumerable<FieldDefinition> ReadFields(TypeDefinitionNode[] parts) =>
        parts.SelectMany(part => part is ObjectTypeNode type ? type.Fields : ((InterfaceTypeNode)part).Fields).Select(ReadField);

    private IEnumerable<InterfaceType> ReadInterfaces(TypeDefinitionNode[] parts) =>
        parts
            .SelectMany(part => part is ObjectTypeNode type ? type.Interfaces : ((InterfaceTypeNode)part).Interfaces)
            .Select(FindType<InterfaceType>);

    private FieldDefinition ReadField(FieldDefinitionNode node) =>
        new(node.Name.Value, ReadTypeReference(node.Type), node.Arguments.Select(ReadInput))
        {
            Description = node.Description?.Value,
            DeprecationReason = ReadDeprecation(node.Directives),
            Directives = ReadDirectives(node.Directives),
        };

    private InputValueDefinition ReadInput(InputValueDefinitionNode node) =>
        new(node.Name.Value, ReadTypeReference(node.Type), node.DefaultValue)
        {
            Description = node.Description?.Value,
            DeprecationReason = ReadDeprecation(node.Directives),
            Directives = ReadDirectives(node.Directives),
        };

    private static EnumValue ReadEnumValue(EnumValueDefinitionNode node) =>
        new(node.Name.Value)
        {
            Description = node.Description?.Value,
            DeprecationReason = ReadDeprecation(node.Directives),
            Directives = ReadDirectives(node.Directives),
        };

    private DirectiveDefinition ReadDirective(DirectiveDefinitionNode node) =>
        new(node.Name.Value, [.. node.Locations.Select(ReadLocation)], node.Arguments.Select(ReadInput))
        {
            Description = node.Description?.Value,
            IsRepeatable = node.IsRepeatable,
        };

    private static DirectiveLocation ReadLocation(NameNode name) =>
        DirectiveLocations.TryParse(name.Value, out DirectiveLocation location) ? location : default;

    private static string? ReadDeprecation(IReadOnlyList<DirectiveNode> directives) =>
        directives.Any(directive => directive.Name == "deprecated")
            ? ReadStringArgument(directives, "deprecated", "reason") ?? BuiltInDirectives.DefaultDeprecationReason
            : null;

    private static string? ReadStringArgument(IReadOnlyList<DirectiveNode> directives, string directive, string argument) =>
        directives
            .Where(node => node.Name == directive)
            .SelectMany(node => node.Arguments)
            .Where(node => node.Name == argument)
            .Select(node => (node.Value as StringValueNode)?.Value)
            .FirstOrDefault();

    // The built-in directives are properties of the elements that they apply to.
    private static IReadOnlyList<AppliedDirective> ReadDirectives(IReadOnlyList<DirectiveNode> directives) =>
        [
            .. directives
                .Where(node => node.Name is not ("deprecated" or "specifiedBy" or "oneOf"))
                .Select(node => new AppliedDirective(node.Name, node.Arguments)),
        ];
}
