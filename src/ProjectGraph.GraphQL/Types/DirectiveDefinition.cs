using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

public sealed class DirectiveDefinition(
    string name,
    IReadOnlyList<DirectiveLocation> locations,
    params IEnumerable<InputValueDefinition> arguments
) : ISchemaElement
{
    public string Name { get; } = name;

    public IReadOnlyList<DirectiveLocation> Locations { get; } = locations;

    public NamedList<InputValueDefinition> Arguments { get; } = new(arguments, $"Directive @{name}");

    public string? Description { get; init; }

    public bool IsRepeatable { get; init; }

    /// <summary>Always empty, because the grammar has no directives on directive definitions.</summary>
    IReadOnlyList<AppliedDirective> ISchemaElement.Directives => [];
}
