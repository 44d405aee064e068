using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>An operation of a valid document, ready to run any number of times.</summary>
public sealed class CompiledOperation
{
    private CompiledOperation(OperationNode node, ObjectType rootType, SelectionSet selections, IReadOnlyList<OperationVariable> variables)
    {
        Kind = node.Kind;
        Name = node.Name?.Value;
        RootType = rootType;
        Selections = selections;
        Variables = variables;
    }

    public OperationKind Kind { get; }

    public string? Name { get; }

    public ObjectType RootType { get; }

    public SelectionSet Selections { get; }

    internal IReadOnlyList<OperationVariable> Variables { get; }

    /// <exception cref="GraphQLException">The schema has no root for this kind of operation.</exception>
    internal static CompiledOperation Compile(Schema schema, DocumentNode document, OperationNode node)
    {
        ObjectType root = schema.GetRootType(node.Kind)
            ?? throw new GraphQLException(
                $"Schema is not configured to execute {node.Kind.ToString().ToLowerInvariant()} operation.",
                [node.Location]
            );
        var fragments = document.Definitions.OfType<FragmentNode>().ToDictionary(f => f.Name.Value, StringComparer.Ordinal);
        var selections = new SelectionSet(root, new SelectionSource(schema, fragments), [new ConditionalSelections(node.SelectionSet, [])]);
        return new CompiledOperation(node, root, selections, [.. node.Variables.Select(v => OperationVariable.Compile(schema, v))]);
    }
}
