namespace ProjectGraph.GraphQL.Types;

/// <summary>What has a name and a description in a schema.</summary>
public interface ISchemaElement
{
    string Name { get; }

    string? Description { get; }

    IReadOnlyList<AppliedDirective> Directives { get; }
}
