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

    public void Insert(long projectId, SearchText text) =>
        session.Execute(Add, projectId, text.Name, text.Description, text.Number, text.Reference, text.Company, text.Tags);

    public void InsertAll(IReadOnlyList<(long ProjectId, SearchText Text)> texts)
    {
        foreach (var (projectId, text) in texts) Insert(projectId, text);
    }

    public void Update(long projectId, SearchText text)
    {
        if (session.List(Select, Read, projectId).FirstOrDefault() == text) return;
        Delete(projectId);
        Insert(projectId, text);
    }

    public void Delete(long projectId) => session.Execute(Remove, projectId);

    public void RenameCompany(long companyId, string? name) => session.Execute(Rename, companyId, name);

    private static SearchText Read(DbDataReader row) => new(Text(row, 0), Text(row, 1), Text(row, 2), Text(row, 3), Text(row, 4), Text(row, 5));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
