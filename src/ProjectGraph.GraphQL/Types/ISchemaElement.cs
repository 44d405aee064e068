namespace ProjectGraph.GraphQL.Types;

/// <summary>A schema element with a name and a description.</summary>
public interface ISchemaElement
{
    string Name { get; }

    string? Description { get; }

    IReadOnlyList<AppliedDirective> Directives { get; }
}
