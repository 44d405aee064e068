using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>The only door by which vendor data enters the graph. Every change also becomes an entry of the change log, in the same transaction.</summary>
public sealed class GraphWriter
{
    /// <summary>Inserts or updates projects with their companies, people, tags, contacts, custom fields and extensions, found by the vendor's ids.</summary>
    /// <returns>The graph's ids, in the order of the projects.</returns>
    public Task<IReadOnlyList<long>> SaveAsync(long connectionId, IReadOnlyList<Project> projects, IReadOnlySet<string> writeOnlyFields, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>Removes a project and all that belongs to it.</summary>
    public Task DeleteAsync(long projectId, CancellationToken cancellation) => throw new NotSupportedException();
}
