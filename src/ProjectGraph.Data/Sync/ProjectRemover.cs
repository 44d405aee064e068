using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Deletes projects. Foreign keys delete everything that belongs to them.</summary>
internal sealed class ProjectRemover(SqlSession session, long now)
{
    private static readonly EntityTable Table = EntityTable.Of<Project>();
    private static readonly int VendorId = Table.Ordinal(nameof(Project.VendorId));
    private static readonly int ConnectionId = Table.Ordinal(nameof(Project.ConnectionId));

    private readonly ChangeLog changes = new(session, now);

    /// <returns>Whether the project existed.</returns>
    public bool Remove(long projectId)
    {
        if (session.Row(Table, " WHERE Id = @p0", projectId) is not { } row) return false;
        session.Search.Delete(projectId);
        session.Execute(Table.DeleteByKey, projectId);
        changes.Write(Table, projectId, ChangeKind.Deleted, (string)row[VendorId]!, (long)row[ConnectionId]!);
        return true;
    }
}
