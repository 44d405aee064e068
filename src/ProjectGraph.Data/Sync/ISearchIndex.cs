namespace ProjectGraph.Data.Sync;

/// <summary>Keeps what full-text search looks through in step with the projects, within their transaction.</summary>
internal interface ISearchIndex
{
    void Insert(long projectId, SearchText text);

    /// <summary>Writes the texts of projects that there are none of yet.</summary>
    void InsertAll(IReadOnlyList<(long ProjectId, SearchText Text)> texts);

    /// <summary>Writes the texts of a project where they are others.</summary>
    void Update(long projectId, SearchText text);

    void Delete(long projectId);

    /// <summary>The company of these projects is called otherwise now.</summary>
    void RenameCompany(long companyId, string? name);
}
