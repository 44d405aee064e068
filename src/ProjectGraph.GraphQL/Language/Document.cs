using System.Collections.Immutable;

namespace ProjectGraph.GraphQL.Language;

/// <summary>A node of the syntax tree. Dictionaries compare nodes by reference.</summary>
public abstract record Node(SourceLocation Location);

public sealed record DocumentNode(ImmutableArray<DefinitionNode> Definitions, SourceLocation Location) : Node(Location);

public abstract record DefinitionNode(SourceLocation Location) : Node(Location);

/// <summary>
/// A name with its own location. Fields and arguments hold only the text of their names, because names are the most frequent
/// part of a document.
/// </summary>
public sealed record NameNode(string Value, SourceLocation Location) : Node(Location)
{
    public override string ToString() => Value;
}

/// <summary>A description, and whether it was written as a block string.</summary>
public sealed record DescriptionNode(string Value, bool IsBlock, SourceLocation Location) : Node(Location);

public sealed record DirectiveNode(string Name, ImmutableArray<ArgumentNode> Arguments, SourceLocation Location) : Node(Location);

public sealed record ArgumentNode(string Name, ValueNode Value, SourceLocation Location) : Node(Location);
