namespace ProjectGraph.GraphQL;

/// <summary>A position in a GraphQL text. Line and column start at one; columns count UTF-16 units.</summary>
public readonly record struct SourceLocation(int Line, int Column);
