using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Keeps the full-text table in step with the projects, within their transaction.</summary>
internal sealed class SearchIndex(SqlSession session)
{
    private const string Columns = "Name, Description, Number, Reference, Company, Tags";
    private const string Add = $"INSERT INTO ProjectSearch (rowid, {Columns}) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)";
    private const string Remove = "DELETE FROM ProjectSearch WHERE rowid = @p0";
    private const string Select = $"SELECT {Columns} FROM ProjectSearch WHERE rowid = @p0";
    private const string Rename = "UPDATE ProjectSearch SET Company = @p1 WHERE rowid IN (SELECT Id FROM Projects WHERE CompanyId = @p0)";

    public void Insert(long projectId, SearchText text) =>
        session.Execute(Add, projectId, text.Name, text.Description, text.Number, text.Reference, text.Company, text.Tags);

    public void Update(long projectId, SearchText text)
    {
        if (Find(projectId) == text) return;
        Delete(projectId);
        Insert(projectId, text);
    }

    public void Delete(long projectId) => session.Execute(Remove, projectId);

    public void RenameCompany(long companyId, string? name) => session.Execute(Rename, companyId, name);

    private SearchText? Find(long projectId) => session.List(Select, SearchText.Read, projectId).FirstOrDefault();
}
