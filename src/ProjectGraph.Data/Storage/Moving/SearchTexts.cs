using System.Data.Common;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>Reads the stored texts of projects for the full-text index.</summary>
internal static class SearchTexts
{
    private const string Projects =
        "SELECT p.Id, p.Name, p.Description, p.Number, p.Reference, c.Name FROM Projects AS p LEFT JOIN Companies AS c ON c.Id = p.CompanyId WHERE p.Id > @p0 ORDER BY p.Id LIMIT @p1";
    private const string Tags = "SELECT ProjectId, Tag FROM ProjectTags WHERE ProjectId > @p0 AND ProjectId <= @p1 ORDER BY ProjectId, Id";

    public static List<(long ProjectId, SearchText Text)> Read(SqlSession session, long after, int limit)
    {
        var texts = session.List(Projects, Text, after, (long)limit);
        if (texts.Count == 0) return texts;
        var tags = session.List(Tags, row => (Project: row.GetInt64(0), Tag: row.GetString(1)), after, texts[^1].ProjectId).ToLookup(tag => tag.Project, tag => tag.Tag);
        return texts.ConvertAll(each => (each.ProjectId, each.Text with { Tags = SearchText.Join(tags[each.ProjectId]) }));
    }

    private static (long ProjectId, SearchText Text) Text(DbDataReader row) => (row.GetInt64(0), new(Value(row, 1), Value(row, 2), Value(row, 3), Value(row, 4), Value(row, 5), null));

    private static string? Value(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
