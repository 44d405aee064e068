namespace ProjectGraph.Data.Sync;

/// <summary>Updates the full-text search index within the transaction that changes the projects.</summary>
internal interface ISearchIndex
{
    void Insert(long projectId, ProjectSearchText text);

    /// <summary>Inserts the texts of projects that have none yet.</summary>
    void InsertAll(IReadOnlyList<(long ProjectId, ProjectSearchText Text)> texts);

    /// <summary>Updates a project's texts if they have changed.</summary>
    void Update(long projectId, ProjectSearchText text);

    void Delete(long projectId);

    /// <summary>Updates the company name in the texts of its projects.</summary>
    void RenameCompany(long companyId, string? name);
}
