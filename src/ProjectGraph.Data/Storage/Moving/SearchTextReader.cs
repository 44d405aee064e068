using System.Data.Common;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>Reads the stored texts of projects for the full-text index.</summary>
internal static class SearchTextReader
{
    private const string Projects =
        "SELECT p.Id, p.Name, p.Description, p.Number, p.Reference, c.Name FROM Projects AS p LEFT JOIN Companies AS c ON c.Id = p.CompanyId WHERE p.Id > @p0 ORDER BY p.Id LIMIT @p1";
    private const string Tags = "SELECT ProjectId, Tag FROM ProjectTags WHERE ProjectId > @p0 AND ProjectId <= @p1 ORDER BY ProjectId, Id";

    public static List<(long ProjectId, ProjectSearchText Text)> Read(SqlSession session, long after, int limit)
    {
        var texts = session.ReadList(Projects, ReadText, after, (long)limit);
        if (texts.Count == 0)
            return texts;
        var tags = session
            .ReadList(Tags, row => (Project: row.GetInt64(0), Tag: row.GetString(1)), after, texts[^1].ProjectId)
            .ToLookup(tag => tag.Project, tag => tag.Tag);
        return texts.ConvertAll(each => (each.ProjectId, each.Text with { Tags = ProjectSearchText.JoinTags(tags[each.ProjectId]) }));
    }

    private static (long ProjectId, ProjectSearchText Text) ReadText(DbDataReader row) =>
        (row.GetInt64(0), new(ReadValue(row, 1), ReadValue(row, 2), ReadValue(row, 3), ReadValue(row, 4), ReadValue(row, 5), null));

    private static string? ReadValue(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
