using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Reads the companies, people and newest projects that the graph holds for a vendor account.</summary>
public sealed class VendorAccountContents(GraphStore store)
{
    private const string LastChange = $"SELECT coalesce(max(Position), 0) FROM {InternalTables.Changes}";
    private const string Newest = "SELECT Id FROM Projects WHERE VendorAccountId = @p0 ORDER BY Id DESC LIMIT @p1";

    /// <summary>The position of the last change. While it is unchanged, so is the graph.</summary>
    public Task<long> VersionAsync(CancellationToken cancellationToken) =>
        MinimumReadPosition.RaiseAsync(store.ReadAsync(session => session.ReadLong(LastChange), cancellationToken));

    public Task<IReadOnlyList<Company>> CompaniesAsync(long vendorAccountId, CancellationToken cancellationToken) =>
        ListByAccountAsync<Company>(vendorAccountId, cancellationToken);

    public Task<IReadOnlyList<Person>> PeopleAsync(long vendorAccountId, CancellationToken cancellationToken) =>
        ListByAccountAsync<Person>(vendorAccountId, cancellationToken);

    /// <summary>The ids of the newest projects, newest first.</summary>
    public Task<IReadOnlyList<long>> NewestProjectsAsync(long vendorAccountId, int count, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<long>>(
            session => session.ReadList(Newest, row => row.GetInt64(0), vendorAccountId, count),
            cancellationToken
        );

    private Task<IReadOnlyList<T>> ListByAccountAsync<T>(long vendorAccountId, CancellationToken cancellationToken)
        where T : class, new() =>
        store.ReadAsync<IReadOnlyList<T>>(
            session =>
                session
                    .ReadRows(EntityTable.Get<T>(), " WHERE VendorAccountId = @p0 ORDER BY Id", vendorAccountId)
                    .ConvertAll(EntityTable.Get<T>().Decode<T>),
            cancellationToken
        );
}
