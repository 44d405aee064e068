using System.Data.Common;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>The full-text table <c>ProjectSearch</c>. The id of a row is the project's id.</summary>
internal sealed class SqliteSearchIndex(SqlSession session) : ISearchIndex
{
    private const string Columns = "Name, Description, Number, Reference, Company, Tags";
    private const string Add = $"INSERT INTO ProjectSearch (rowid, {Columns}) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)";
    private const string Remove = "DELETE FROM ProjectSearch WHERE rowid = @p0";
    private const string Select = $"SELECT {Columns} FROM ProjectSearch WHERE rowid = @p0";
    private const string Rename = "UPDATE ProjectSearch SET Company = @p1 WHERE rowid IN (SELECT Id FROM Projects WHERE CompanyId = @p0)";

    public void Insert(long projectId, ProjectSearchText text) =>
        session.Execute(Add, projectId, text.Name, text.Description, text.Number, text.Reference, text.Company, text.Tags);

    public void InsertAll(IReadOnlyList<(long ProjectId, ProjectSearchText Text)> texts)
    {
        foreach (var (projectId, text) in texts)
            Insert(projectId, text);
    }

    public void Update(long projectId, ProjectSearchText text)
    {
        if (session.ReadList(Select, Read, projectId).FirstOrDefault() == text)
            return;
        Delete(projectId);
        Insert(projectId, text);
    }

    public void Delete(long projectId) => session.Execute(Remove, projectId);

    public void RenameCompany(long companyId, string? name) => session.Execute(Rename, companyId, name);

    private static ProjectSearchText Read(DbDataReader row) =>
        new(ReadText(row, 0), ReadText(row, 1), ReadText(row, 2), ReadText(row, 3), ReadText(row, 4), ReadText(row, 5));

    private static string? ReadText(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
