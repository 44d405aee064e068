namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>The inline options that change whether a pattern matches. Option <c>n</c> changes only captures and is ignored.</summary>
[Flags]
internal enum PatternOptions
{
    None = 0,
    IgnoreCase = 1,
    Multiline = 2,
    Singleline = 4,
    IgnoreWhiteSpace = 8,
}
