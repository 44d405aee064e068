using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Reads the companies, people and newest projects that the graph holds for a vendor account.</summary>
public sealed class ConnectionContents(GraphStore store)
{
    private const string LastChange = $"SELECT coalesce(max(Position), 0) FROM {InternalTables.Changes}";
    private const string Newest = "SELECT Id FROM Projects WHERE ConnectionId = @p0 ORDER BY Id DESC LIMIT @p1";

    /// <summary>The position of the last change. While it is unchanged, so is the graph.</summary>
    public Task<long> VersionAsync(CancellationToken cancellation) =>
        ReadFloor.RaiseAsync(store.ReadAsync(session => session.Count(LastChange), cancellation));

    public Task<IReadOnlyList<Company>> CompaniesAsync(long connectionId, CancellationToken cancellation) => OfAsync<Company>(connectionId, cancellation);

    public Task<IReadOnlyList<Person>> PeopleAsync(long connectionId, CancellationToken cancellation) => OfAsync<Person>(connectionId, cancellation);

    /// <summary>The ids of the newest projects, newest first.</summary>
    public Task<IReadOnlyList<long>> NewestProjectsAsync(long connectionId, int count, CancellationToken cancellation) =>
        store.ReadAsync<IReadOnlyList<long>>(session => session.List(Newest, row => row.GetInt64(0), connectionId, count), cancellation);

    private Task<IReadOnlyList<T>> OfAsync<T>(long connectionId, CancellationToken cancellation) where T : class, new() =>
        store.ReadAsync<IReadOnlyList<T>>(
            session => session.Rows(EntityTable.Of<T>(), " WHERE ConnectionId = @p0 ORDER BY Id", connectionId).ConvertAll(EntityTable.Of<T>().Decode<T>),
            cancellation);
}
