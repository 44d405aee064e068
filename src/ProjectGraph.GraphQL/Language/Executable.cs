using System.Collections.Immutable;

namespace ProjectGraph.GraphQL.Language;

public enum OperationKind
{
    Query,
    Mutation,
    Subscription,
}

public abstract record ExecutableDefinitionNode(
    DescriptionNode? Description,
    ImmutableArray<DirectiveNode> Directives,
    SelectionSetNode SelectionSet,
    SourceLocation Location
) : DefinitionNode(Location);

public sealed record OperationNode(
    OperationKind Kind,
    NameNode? Name,
    DescriptionNode? Description,
    ImmutableArray<VariableDefinitionNode> Variables,
    ImmutableArray<DirectiveNode> Directives,
    SelectionSetNode SelectionSet,
    SourceLocation Location
) : ExecutableDefinitionNode(Description, Directives, SelectionSet, Location)
{
    /// <summary>Returns the first variable with this name.</summary>
    public VariableDefinitionNode? Variable(string name)
    {
        foreach (VariableDefinitionNode variable in Variables)
        {
            if (variable.Variable.Name == name)
                return variable;
        }

        return null;
    }
}

public sealed record FragmentNode(
    NameNode Name,
    DescriptionNode? Description,
    NamedTypeNode TypeCondition,
    ImmutableArray<DirectiveNode> Directives,
    SelectionSetNode SelectionSet,
    SourceLocation Location
) : ExecutableDefinitionNode(Description, Directives, SelectionSet, Location);

public sealed record VariableDefinitionNode(
    VariableNode Variable,
    DescriptionNode? Description,
    TypeNode Type,
    ValueNode? DefaultValue,
    ImmutableArray<DirectiveNode> Directives,
    SourceLocation Location
) : Node(Location);

public sealed record SelectionSetNode(ImmutableArray<SelectionNode> Selections, SourceLocation Location) : Node(Location);

public abstract record SelectionNode(ImmutableArray<DirectiveNode> Directives, SourceLocation Location) : Node(Location);

public sealed record FieldNode(
    string? Alias,
    string Name,
    ImmutableArray<ArgumentNode> Arguments,
    ImmutableArray<DirectiveNode> Directives,
    SelectionSetNode? SelectionSet,
    SourceLocation Location
) : SelectionNode(Directives, Location)
{
    public string ResponseName => Alias ?? Name;
}

public sealed record FragmentSpreadNode(NameNode Name, ImmutableArray<DirectiveNode> Directives, SourceLocation Location)
    : SelectionNode(Directives, Location);

public sealed record InlineFragmentNode(
    NamedTypeNode? TypeCondition,
    ImmutableArray<DirectiveNode> Directives,
    SelectionSetNode SelectionSet,
    SourceLocation Location
) : SelectionNode(Directives, Location);
