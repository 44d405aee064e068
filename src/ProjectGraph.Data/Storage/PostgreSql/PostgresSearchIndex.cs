using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// The table <c>ProjectSearch</c>: a project's texts as one, in small letters as .NET makes them, so that the search tells no
/// case on any server alike. The company's name stands apart, as it changes for many projects at once.
/// </summary>
internal sealed class PostgresSearchIndex(SqlSession session) : ISearchIndex
{
    /// <summary>Between two texts, so that a search never matches across them: a code point that stands for no character.</summary>
    public const char Between = '\uFDD0';

    private const string Put =
        """
        INSERT INTO ProjectSearch (ProjectId, Text, Company) VALUES (@p0, @p1, @p2)
        ON CONFLICT (ProjectId) DO UPDATE SET Text = excluded.Text, Company = excluded.Company
        WHERE (ProjectSearch.Text, ProjectSearch.Company) IS DISTINCT FROM (excluded.Text, excluded.Company)
        """;
    private const string Rename = "UPDATE ProjectSearch SET Company = @p1 WHERE ProjectId IN (SELECT Id FROM Projects WHERE CompanyId = @p0)";

    private static readonly RowShape Shape = new(
        PostgresTables.ProjectSearch, PostgresTables.ProjectSearch, [new("ProjectId", FieldKind.Long), new("Text", FieldKind.Text), new("Company", FieldKind.Text)]);

    public void Insert(long projectId, SearchText text) => Update(projectId, text);

    public void InsertAll(IReadOnlyList<(long ProjectId, SearchText Text)> texts) => session.InsertAll(Shape, [.. texts.Select(each => Row(each.ProjectId, each.Text))]);

    public void Update(long projectId, SearchText text) => session.Execute(Put, Row(projectId, text));

    /// <summary>Nothing to do: the row goes with its project.</summary>
    public void Delete(long projectId)
    {
    }

    public void RenameCompany(long companyId, string? name) => session.Execute(Rename, companyId, name?.ToLowerInvariant());

    private static object?[] Row(long projectId, SearchText text)
    {
        var own = string.Join(Between, new[] { text.Name, text.Description, text.Number, text.Reference, text.Tags }.OfType<string>());
        return [projectId, own.ToLowerInvariant(), text.Company?.ToLowerInvariant()];
    }
}
