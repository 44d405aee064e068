namespace ProjectGraph.Data.Query.PostgreSql;

internal enum PatternAnchor
{
    Start,
    LineStart,

    /// <summary>The end of the text, or before a line feed that is its last character.</summary>
    LastLineEnd,

    LineEnd,
    End,
    WordEdge,
    NotWordEdge,
}
