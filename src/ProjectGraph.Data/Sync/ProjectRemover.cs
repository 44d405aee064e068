using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Deletes projects. Foreign keys delete everything that belongs to them.</summary>
internal sealed class ProjectRemover(SqlSession session, long now)
{
    private static readonly EntityTable Table = EntityTable.Get<Project>();
    private static readonly int VendorId = Table.GetOrdinal(nameof(Project.VendorId));
    private static readonly int VendorAccountId = Table.GetOrdinal(nameof(Project.VendorAccountId));

    private readonly ChangeLog _changes = new(session, now);

    /// <returns>Whether the project existed.</returns>
    public bool Remove(long projectId)
    {
        if (session.ReadRow(Table, " WHERE Id = @p0", projectId) is not { } row)
            return false;
        session.Search.Delete(projectId);
        session.Execute(Table.DeleteByKey, projectId);
        _changes.Write(Table, projectId, ChangeKind.Deleted, (string)row[VendorId]!, (long)row[VendorAccountId]!);
        return true;
    }
}
