namespace ProjectGraph.Data.Query.PostgreSql;

internal enum PatternAnchor
{
    Start,
    LineStart,

    /// <summary>The end, or before a line feed that is the last character.</summary>
    LastLineEnd,

    LineEnd,
    End,
    WordEdge,
    NoWordEdge,
}
