using ProjectGraph.Data.Model;
using ProjectGraph.Data.Reporting;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>The only door by which vendor data enters the graph. Every change also becomes an entry of the change log, in the same transaction.</summary>
public sealed class GraphWriter(GraphStore store)
{
    /// <summary>Inserts or updates projects with their companies, people, tags, contacts, custom fields and extensions, found by the vendor's ids.</summary>
    /// <returns>The graph's ids, in the order of the projects.</returns>
    /// <exception cref="StoreException">A value that the store cannot hold, or no such connection: nothing is saved.</exception>
    public Task<IReadOnlyList<long>> SaveAsync(long connectionId, IReadOnlyList<Project> projects, IReadOnlySet<string> writeOnlyFields, CancellationToken cancellation) =>
        store.WriteAsync(session => Save(session, connectionId, projects, writeOnlyFields, store.Time.GetUtcNow()), cancellation);

    /// <summary>Removes a project and all that belongs to it.</summary>
    public Task DeleteAsync(long projectId, CancellationToken cancellation) =>
        store.WriteAsync(session => Delete(session, projectId, store.Time.GetUtcNow()), cancellation);

    internal static IReadOnlyList<long> Save(
        SqlSession session, long connectionId, IReadOnlyList<Project> projects, IReadOnlySet<string> writeOnlyFields, DateTimeOffset now)
    {
        session.LockConnection(connectionId);
        if (!session.Holds("SELECT 1 FROM Connections WHERE Id = @p0", connectionId))
            throw new StoreException(StoreException.Missing, $"There is no connection {connectionId}.");
        var saver = new ProjectSaver(session, new(connectionId, writeOnlyFields, now.UtcTicks, now.UtcTicks, InSync: false));
        var ids = projects.Select(saver.Save).ToList();
        var snapshots = new SnapshotWriter(session);
        foreach (var id in ids) snapshots.Take(id, now);
        return ids;
    }

    /// <returns>Whether it was there.</returns>
    internal static bool Delete(SqlSession session, long projectId, DateTimeOffset now)
    {
        if (session.Scalar("SELECT ConnectionId FROM Projects WHERE Id = @p0", projectId) is not long connectionId) return false;
        session.LockConnection(connectionId);
        SeenLog.NoteWrite(session, connectionId, projectId);
        return new ProjectRemover(session, now.UtcTicks).Remove(projectId);
    }
}
