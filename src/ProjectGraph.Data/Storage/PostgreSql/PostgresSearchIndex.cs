using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// The table <c>ProjectSearch</c>. It contains a project's texts as one text in .NET's lower case, so that the search ignores
/// case alike on all servers. The company's name has its text column, because it changes for many projects at once.
/// </summary>
internal sealed class PostgresSearchIndex(SqlSession session) : ISearchIndex
{
    /// <summary>The separator of texts: a noncharacter code point, so that a search never matches across two texts.</summary>
    public const char Separator = '\uFDD0';

    private const string Upsert = """
        INSERT INTO ProjectSearch (ProjectId, Text, Company) VALUES (@p0, @p1, @p2)
        ON CONFLICT (ProjectId) DO UPDATE SET Text = excluded.Text, Company = excluded.Company
        WHERE (ProjectSearch.Text, ProjectSearch.Company) IS DISTINCT FROM (excluded.Text, excluded.Company)
        """;
    private const string Rename =
        "UPDATE ProjectSearch SET Company = @p1 WHERE ProjectId IN (SELECT Id FROM Projects WHERE CompanyId = @p0)";

    private static readonly RowShape Shape = new(
        PostgresTables.ProjectSearch,
        PostgresTables.ProjectSearch,
        [new("ProjectId", FieldKind.Long), new("Text", FieldKind.Text), new("Company", FieldKind.Text)]
    );

    public void Insert(long projectId, ProjectSearchText text) => Update(projectId, text);

    public void InsertAll(IReadOnlyList<(long ProjectId, ProjectSearchText Text)> texts) =>
        session.InsertAll(Shape, [.. texts.Select(each => CreateRow(each.ProjectId, each.Text))]);

    public void Update(long projectId, ProjectSearchText text) => session.Execute(Upsert, CreateRow(projectId, text));

    /// <summary>Does nothing, because the row is deleted with its project.</summary>
    public void Delete(long projectId) { }

    public void RenameCompany(long companyId, string? name) => session.Execute(Rename, companyId, name?.ToLowerInvariant());

    private static object?[] CreateRow(long projectId, ProjectSearchText text)
    {
        var ownTexts = string.Join(
            Separator,
            new[] { text.Name, text.Description, text.Number, text.Reference, text.Tags }.OfType<string>()
        );
        return [projectId, ownTexts.ToLowerInvariant(), text.Company?.ToLowerInvariant()];
    }
}
