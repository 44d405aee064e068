namespace ProjectGraph.GraphQL.Language;

/// <summary>A node of the syntax tree. Nodes are compared by reference wherever they are keys.</summary>
public abstract record Node(SourceLocation Location);

public sealed record DocumentNode(IReadOnlyList<DefinitionNode> Definitions, SourceLocation Location) : Node(Location);

public abstract record DefinitionNode(SourceLocation Location) : Node(Location);

public sealed record NameNode(string Value, SourceLocation Location) : Node(Location)
{
    public override string ToString() => Value;
}

/// <summary>A description, remembering whether it stood between triple quotes.</summary>
public sealed record DescriptionNode(string Value, bool Block, SourceLocation Location) : Node(Location);

public sealed record DirectiveNode(NameNode Name, IReadOnlyList<ArgumentNode> Arguments, SourceLocation Location) : Node(Location);

public sealed record ArgumentNode(NameNode Name, ValueNode Value, SourceLocation Location) : Node(Location);
