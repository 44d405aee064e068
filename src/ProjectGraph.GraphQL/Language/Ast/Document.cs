using System.Collections.Immutable;

namespace ProjectGraph.GraphQL.Language;

/// <summary>A node of the syntax tree. Nodes are compared by reference wherever they are keys.</summary>
public abstract record Node(SourceLocation Location);

public sealed record DocumentNode(ImmutableArray<DefinitionNode> Definitions, SourceLocation Location) : Node(Location);

public abstract record DefinitionNode(SourceLocation Location) : Node(Location);

/// <summary>
/// A name with a location of its own. Where only the text of a name is needed, as for fields and arguments, its owner holds
/// the text: names are the most frequent part of a document.
/// </summary>
public sealed record NameNode(string Value, SourceLocation Location) : Node(Location)
{
    public override string ToString() => Value;
}

/// <summary>A description, remembering whether it stood between triple quotes.</summary>
public sealed record DescriptionNode(string Value, bool Block, SourceLocation Location) : Node(Location);

public sealed record DirectiveNode(string Name, ImmutableArray<ArgumentNode> Arguments, SourceLocation Location) : Node(Location);

public sealed record ArgumentNode(string Name, ValueNode Value, SourceLocation Location) : Node(Location);
