using Microsoft.Data.Sqlite;

namespace ProjectGraph.Data.Sync;

/// <summary>What full-text search looks through, of one project.</summary>
internal sealed record SearchText(string? Name, string? Description, string? Number, string? Reference, string? Company, string? Tags)
{
    public static SearchText Read(SqliteDataReader reader) => new(Text(reader, 0), Text(reader, 1), Text(reader, 2), Text(reader, 3), Text(reader, 4), Text(reader, 5));

    /// <summary>One text of several tags; a line break keeps a search from matching across two.</summary>
    public static string? Join(IEnumerable<string> tags) => string.Join('\n', tags) is { Length: > 0 } text ? text : null;

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
