namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>The inline options that change what a pattern matches; <c>n</c> changes only what is captured.</summary>
[Flags]
internal enum PatternOptions
{
    None = 0,
    IgnoreCase = 1,
    Multiline = 2,
    Singleline = 4,
    IgnoreWhiteSpace = 8,
}
