using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Stores vendor accounts and provides the lookups that operations need. Credentials are never stored.</summary>
public sealed class VendorAccountStore(GraphStore store)
{
    private const string SetReading =
        "UPDATE VendorAccounts SET CircuitState = @p1, CircuitRetryAt = @p2, RateLimit = @p3, RateSeconds = @p4, RateRemaining = @p5, RateResetsAt = @p6 WHERE Id = @p0";
    private const string CountProjects = "SELECT count(*) FROM Projects WHERE VendorAccountId = @p0";

    /// <summary>Whether other instances have the store open.</summary>
    public bool HasOtherInstances => store.InstanceCount > 1;

    /// <summary>Registers or updates a vendor account by name.</summary>
    /// <exception cref="StoreException">The name belongs to an account of another vendor, whose projects would be mixed.</exception>
    public Task<VendorAccount> RegisterAsync(string name, Vendor vendor, string baseUrl, CancellationToken cancellationToken) =>
        store.WriteAsync(session => Register(session, name, vendor, baseUrl), cancellationToken);

    /// <summary>Stores the vendor account's circuit state and rate budget.</summary>
    /// <returns>Whether the state was stored. The store may be unavailable, or closed by a stopping service.</returns>
    public async Task<bool> TrySaveReadingAsync(long vendorAccountId, VendorAccountReading reading, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(session => SaveReading(session, vendorAccountId, reading), cancellationToken);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    /// <summary>Stores when the vendor account's next sync is due; null for never.</summary>
    public Task PlanSyncAsync(long vendorAccountId, DateTimeOffset? at, CancellationToken cancellationToken) =>
        store.WriteAsync(
            session => session.Execute("UPDATE VendorAccounts SET NextSyncAt = @p1 WHERE Id = @p0", vendorAccountId, at?.UtcTicks),
            cancellationToken
        );

    /// <summary>The vendor account's last sync, on any instance.</summary>
    public Task<LastSyncRun> LastSyncAsync(long vendorAccountId, CancellationToken cancellationToken) =>
        store.ReadAsync(session => SyncCheckpoint.GetLastRun(session, vendorAccountId, store.Instance.Id), cancellationToken);

    public Task<IReadOnlyList<VendorAccount>> ListAsync(AccountScope scope, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<VendorAccount>>(session => List(session, scope), cancellationToken);

    /// <summary>The names of the registered vendor accounts by id.</summary>
    public Task<IReadOnlyDictionary<long, string>> NamesAsync(CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyDictionary<long, string>>(
            session =>
                session
                    .ReadList("SELECT Id, Name FROM VendorAccounts", row => (Id: row.GetInt64(0), Name: row.GetString(1)))
                    .ToDictionary(each => each.Id, each => each.Name),
            cancellationToken
        );

    /// <summary>Counts the projects of a vendor account in the graph.</summary>
    public Task<long> CountProjectsAsync(long vendorAccountId, CancellationToken cancellationToken) =>
        store.ReadAsync(session => session.ReadLong(CountProjects, vendorAccountId), cancellationToken);

    /// <summary>Loads a project with its relations, for building a vendor request; null if not found within the scope.</summary>
    public Task<Project?> FindProjectAsync(long projectId, AccountScope scope, CancellationToken cancellationToken) =>
        store.ReadAsync(session => new ProjectLoader(session, scope).Find(projectId), cancellationToken);

    /// <summary>The graph's ids by vendor id for one vendor account. Unknown vendor ids are omitted.</summary>
    public Task<IReadOnlyDictionary<string, long>> ProjectIdsAsync(
        long vendorAccountId,
        IReadOnlyCollection<string> vendorIds,
        CancellationToken cancellationToken
    ) => IdsAsync("Projects", vendorAccountId, vendorIds, cancellationToken);

    /// <inheritdoc cref="ProjectIdsAsync"/>
    public Task<IReadOnlyDictionary<string, long>> CompanyIdsAsync(
        long vendorAccountId,
        IReadOnlyCollection<string> vendorIds,
        CancellationToken cancellationToken
    ) => IdsAsync("Companies", vendorAccountId, vendorIds, cancellationToken);

    /// <inheritdoc cref="ProjectIdsAsync"/>
    public Task<IReadOnlyDictionary<string, long>> PersonIdsAsync(
        long vendorAccountId,
        IReadOnlyCollection<string> vendorIds,
        CancellationToken cancellationToken
    ) => IdsAsync("People", vendorAccountId, vendorIds, cancellationToken);

    /// <summary>Null if not found within the scope.</summary>
    public async Task<Company?> FindCompanyAsync(long companyId, AccountScope scope, CancellationToken cancellationToken) =>
        await store.ReadAsync(session => session.ReadEntity<Company>(" WHERE Id = @p0", companyId), cancellationToken) is { } company
        && scope.Includes(company.VendorAccountId)
            ? company
            : null;

    /// <inheritdoc cref="FindCompanyAsync"/>
    public async Task<Person?> FindPersonAsync(long personId, AccountScope scope, CancellationToken cancellationToken) =>
        await store.ReadAsync(session => session.ReadEntity<Person>(" WHERE Id = @p0", personId), cancellationToken) is { } person
        && scope.Includes(person.VendorAccountId)
            ? person
            : null;

    private Task<IReadOnlyDictionary<string, long>> IdsAsync(
        string table,
        long vendorAccountId,
        IReadOnlyCollection<string> vendorIds,
        CancellationToken cancellationToken
    ) => store.ReadAsync<IReadOnlyDictionary<string, long>>(session => Ids(session, table, vendorAccountId, vendorIds), cancellationToken);

    private static int SaveReading(SqlSession session, long vendorAccountId, VendorAccountReading reading) =>
        session.Execute(
            SetReading,
            vendorAccountId,
            (long)reading.Circuit,
            reading.CircuitRetryAt?.UtcTicks,
            reading.RateLimit,
            reading.RateSeconds,
            reading.RateRemaining,
            reading.RateResetsAt?.UtcTicks
        );

    private static VendorAccount Register(SqlSession session, string name, Vendor vendor, string baseUrl)
    {
        var table = EntityTable.Get<VendorAccount>();
        var vendorAccount = session.ReadEntity<VendorAccount>(" WHERE Name = @p0", name);
        if (vendorAccount is null)
        {
            vendorAccount = new()
            {
                Name = name,
                Vendor = vendor,
                BaseUrl = baseUrl,
                Status = VendorAccountStatus.Pending,
            };
            vendorAccount.Id = session.Insert(table, session.Encode(table, vendorAccount));
            return vendorAccount;
        }
        if (vendorAccount.Vendor != vendor)
            throw new StoreException(
                StoreException.BadConfiguration,
                $"The vendor account `{name}` belongs to {vendorAccount.Vendor}. Choose another name for the {vendor} account."
            );
        if (vendorAccount.BaseUrl != baseUrl)
            session.Execute("UPDATE VendorAccounts SET BaseUrl = @p1 WHERE Id = @p0", vendorAccount.Id, baseUrl);
        vendorAccount.BaseUrl = baseUrl;
        vendorAccount.ProjectCount = session.ReadLong(CountProjects, vendorAccount.Id);
        return vendorAccount;
    }

    private static List<VendorAccount> List(SqlSession session, AccountScope scope)
    {
        var vendorAccounts = session
            .ReadRows(EntityTable.Get<VendorAccount>(), " ORDER BY Id")
            .ConvertAll(EntityTable.Get<VendorAccount>().Decode<VendorAccount>)
            .FindAll(each => scope.Includes(each.Id));
        foreach (var vendorAccount in vendorAccounts)
            vendorAccount.ProjectCount = session.ReadLong(CountProjects, vendorAccount.Id);
        return vendorAccounts;
    }

    private static Dictionary<string, long> Ids(
        SqlSession session,
        string table,
        long vendorAccountId,
        IReadOnlyCollection<string> vendorIds
    )
    {
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var vendorId in vendorIds)
        {
            if (
                session.ReadScalar($"SELECT Id FROM {table} WHERE VendorId = @p0 AND VendorAccountId = @p1", vendorId, vendorAccountId)
                is long id
            )
                ids[vendorId] = id;
        }
        return ids;
    }
}

/// <summary>A vendor account's circuit state and rate budget.</summary>
public sealed record VendorAccountReading(
    CircuitState Circuit,
    DateTimeOffset? CircuitRetryAt,
    int? RateLimit,
    int? RateSeconds,
    int? RateRemaining,
    DateTimeOffset? RateResetsAt
);
