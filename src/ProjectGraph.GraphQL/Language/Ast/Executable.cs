namespace ProjectGraph.GraphQL.Language;

public enum OperationKind
{
    Query,
    Mutation,
    Subscription,
}

public abstract record ExecutableDefinitionNode(
    DescriptionNode? Description,
    IReadOnlyList<DirectiveNode> Directives,
    SelectionSetNode SelectionSet,
    SourceLocation Location) : DefinitionNode(Location);

public sealed record OperationNode(
    OperationKind Kind,
    NameNode? Name,
    DescriptionNode? Description,
    IReadOnlyList<VariableDefinitionNode> Variables,
    IReadOnlyList<DirectiveNode> Directives,
    SelectionSetNode SelectionSet,
    SourceLocation Location) : ExecutableDefinitionNode(Description, Directives, SelectionSet, Location);

public sealed record FragmentNode(
    NameNode Name,
    DescriptionNode? Description,
    NamedTypeNode TypeCondition,
    IReadOnlyList<DirectiveNode> Directives,
    SelectionSetNode SelectionSet,
    SourceLocation Location) : ExecutableDefinitionNode(Description, Directives, SelectionSet, Location);

public sealed record VariableDefinitionNode(
    VariableNode Variable,
    DescriptionNode? Description,
    TypeNode Type,
    ValueNode? DefaultValue,
    IReadOnlyList<DirectiveNode> Directives,
    SourceLocation Location) : Node(Location);

public sealed record SelectionSetNode(IReadOnlyList<SelectionNode> Selections, SourceLocation Location) : Node(Location);

public abstract record SelectionNode(IReadOnlyList<DirectiveNode> Directives, SourceLocation Location) : Node(Location);

public sealed record FieldNode(
    NameNode? Alias,
    NameNode Name,
    IReadOnlyList<ArgumentNode> Arguments,
    IReadOnlyList<DirectiveNode> Directives,
    SelectionSetNode? SelectionSet,
    SourceLocation Location) : SelectionNode(Directives, Location)
{
    public string ResponseName => (Alias ?? Name).Value;
}

public sealed record FragmentSpreadNode(NameNode Name, IReadOnlyList<DirectiveNode> Directives, SourceLocation Location)
    : SelectionNode(Directives, Location);

public sealed record InlineFragmentNode(
    NamedTypeNode? TypeCondition,
    IReadOnlyList<DirectiveNode> Directives,
    SelectionSetNode SelectionSet,
    SourceLocation Location) : SelectionNode(Directives, Location);
