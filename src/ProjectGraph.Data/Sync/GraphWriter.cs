using ProjectGraph.Data.Model;
using ProjectGraph.Data.Reporting;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Writes all vendor data to the graph and records each change in the change log in the same transaction.</summary>
public sealed class GraphWriter(GraphStore store)
{
    /// <summary>Inserts or updates projects and everything that belongs to them, matched by the vendor's ids.</summary>
    /// <returns>The graph's ids, in the order of the projects.</returns>
    /// <exception cref="StoreException">The store cannot hold a value, or the vendor account was not found. Nothing is saved.</exception>
    public Task<IReadOnlyList<long>> SaveAsync(
        long vendorAccountId,
        IReadOnlyList<Project> projects,
        IReadOnlySet<string> writeOnlyFields,
        CancellationToken cancellationToken
    ) => store.WriteAsync(session => Save(session, vendorAccountId, projects, writeOnlyFields, store.Time.GetUtcNow()), cancellationToken);

    /// <summary>Deletes a project and everything that belongs to it.</summary>
    public Task DeleteAsync(long projectId, CancellationToken cancellationToken) =>
        store.WriteAsync(session => Delete(session, projectId, store.Time.GetUtcNow()), cancellationToken);

    internal static IReadOnlyList<long> Save(
        SqlSession session,
        long vendorAccountId,
        IReadOnlyList<Project> projects,
        IReadOnlySet<string> writeOnlyFields,
        DateTimeOffset now
    )
    {
        session.LockVendorAccount(vendorAccountId);
        if (!session.Exists("SELECT 1 FROM VendorAccounts WHERE Id = @p0", vendorAccountId))
            throw new StoreException(StoreException.RowDeleted, $"The vendor account {vendorAccountId} was not found.");
        var saver = new ProjectSaver(session, new(vendorAccountId, writeOnlyFields, now.UtcTicks, now.UtcTicks, InSync: false));
        var ids = projects.Select(saver.Save).ToList();
        var snapshots = new SnapshotWriter(session);
        foreach (var id in ids)
            snapshots.WriteOne(id, now);
        return ids;
    }

    /// <returns>Whether it was there.</returns>
    internal static bool Delete(SqlSession session, long projectId, DateTimeOffset now)
    {
        if (session.ReadScalar("SELECT VendorAccountId FROM Projects WHERE Id = @p0", projectId) is not long vendorAccountId)
            return false;
        session.LockVendorAccount(vendorAccountId);
        SeenRecords.NoteWrite(session, vendorAccountId, projectId);
        return new ProjectRemover(session, now.UtcTicks).Remove(projectId);
    }
}
