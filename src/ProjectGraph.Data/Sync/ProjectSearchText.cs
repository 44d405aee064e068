namespace ProjectGraph.Data.Sync;

/// <summary>The texts of one project that full-text search covers.</summary>
internal sealed record ProjectSearchText(
    string? Name,
    string? Description,
    string? Number,
    string? Reference,
    string? Company,
    string? Tags
)
{
    /// <summary>Joins tags to one text. The line breaks prevent matches across two tags.</summary>
    public static string? JoinTags(IEnumerable<string> tags) => string.Join('\n', tags) is { Length: > 0 } text ? text : null;
}
