using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

public sealed partial class SchemaReader
{
    private NamedType Read(TypeDefinitionNode definition)
    {
        string name = definition.Name.Value;
        string? description = definition.Description?.Value;
        TypeDefinitionNode[] parts = [.. Parts(definition)];
        DirectiveNode[] directives = [.. parts.SelectMany(part => part.Directives)];
        IReadOnlyList<AppliedDirective> applied = Applied(directives);
        return definition switch
        {
            ObjectTypeNode => new ObjectType(name, () => Fields(parts), () => Interfaces(parts))
            {
                Description = description,
                Directives = applied,
            },
            InterfaceTypeNode => new InterfaceType(name, () => Fields(parts), () => Interfaces(parts))
            {
                Description = description,
                Directives = applied,
            },
            UnionTypeNode => new UnionType(
                name, () => parts.OfType<UnionTypeNode>().SelectMany(part => part.Members).Select(Find<ObjectType>))
            {
                Description = description,
                Directives = applied,
            },
            EnumTypeNode => new EnumType(name, parts.OfType<EnumTypeNode>().SelectMany(part => part.Values).Select(ReadEnumValue))
            {
                Description = description,
                Directives = applied,
            },
            InputObjectTypeNode => new InputObjectType(
                name, () => parts.OfType<InputObjectTypeNode>().SelectMany(part => part.Fields).Select(ReadInput))
            {
                Description = description,
                Directives = applied,
                IsOneOf = directives.Any(directive => directive.Name == "oneOf"),
            },
            _ => new ScalarType(name)
            {
                Description = description,
                Directives = applied,
                SpecifiedByUrl = StringArgument(directives, "specifiedBy", "url"),
            },
        };
    }

    private IEnumerable<FieldDefinition> Fields(TypeDefinitionNode[] parts) =>
        parts.SelectMany(part => part is ObjectTypeNode type ? type.Fields : ((InterfaceTypeNode)part).Fields).Select(ReadField);

    private IEnumerable<InterfaceType> Interfaces(TypeDefinitionNode[] parts) =>
        parts.SelectMany(part => part is ObjectTypeNode type ? type.Interfaces : ((InterfaceTypeNode)part).Interfaces)
            .Select(Find<InterfaceType>);

    private FieldDefinition ReadField(FieldDefinitionNode node) => new(
        node.Name.Value, Reference(node.Type), node.Arguments.Select(ReadInput))
    {
        Description = node.Description?.Value,
        DeprecationReason = Deprecation(node.Directives),
        Directives = Applied(node.Directives),
    };

    private InputValueDefinition ReadInput(InputValueDefinitionNode node) => new(node.Name.Value, Reference(node.Type), node.DefaultValue)
    {
        Description = node.Description?.Value,
        DeprecationReason = Deprecation(node.Directives),
        Directives = Applied(node.Directives),
    };

    private static EnumValue ReadEnumValue(EnumValueDefinitionNode node) => new(node.Name.Value)
    {
        Description = node.Description?.Value,
        DeprecationReason = Deprecation(node.Directives),
        Directives = Applied(node.Directives),
    };

    private DirectiveDefinition ReadDirective(DirectiveDefinitionNode node) => new(
        node.Name.Value, [.. node.Locations.Select(Location)], node.Arguments.Select(ReadInput))
    {
        Description = node.Description?.Value,
        IsRepeatable = node.Repeatable,
    };

    private static DirectiveLocation Location(NameNode name) =>
        DirectiveLocations.TryParse(name.Value, out DirectiveLocation location) ? location : default;

    private static string? Deprecation(IReadOnlyList<DirectiveNode> directives) =>
        directives.Any(directive => directive.Name == "deprecated")
            ? StringArgument(directives, "deprecated", "reason") ?? BuiltInDirectives.DefaultDeprecationReason
            : null;

    private static string? StringArgument(IReadOnlyList<DirectiveNode> directives, string directive, string argument) =>
        directives.Where(node => node.Name == directive)
            .SelectMany(node => node.Arguments)
            .Where(node => node.Name == argument)
            .Select(node => (node.Value as StringValueNode)?.Value)
            .FirstOrDefault();

    // The built-in directives are properties of the elements that they apply to.
    private static IReadOnlyList<AppliedDirective> Applied(IReadOnlyList<DirectiveNode> directives) =>
    [
        .. directives.Where(node => node.Name is not ("deprecated" or "specifiedBy" or "oneOf"))
            .Select(node => new AppliedDirective(node.Name, node.Arguments)),
    ];
}
