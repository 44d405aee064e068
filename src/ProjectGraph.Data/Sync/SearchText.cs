namespace ProjectGraph.Data.Sync;

/// <summary>What full-text search looks through, of one project.</summary>
internal sealed record SearchText(string? Name, string? Description, string? Number, string? Reference, string? Company, string? Tags)
{
    /// <summary>One text of several tags; a line break keeps a search from matching across two.</summary>
    public static string? Join(IEnumerable<string> tags) => string.Join('\n', tags) is { Length: > 0 } text ? text : null;
}
