namespace ProjectGraph.GraphQL;

/// <summary>A place in a GraphQL text: line and column, both counted from one, columns in UTF-16 units.</summary>
public readonly record struct SourceLocation(int Line, int Column);
