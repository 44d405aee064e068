using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Stores vendor accounts and provides the lookups that operations need. Credentials are never stored.</summary>
public sealed class ConnectionStore(GraphStore store)
{
    private const string SetReading =
        "UPDATE Connections SET CircuitState = @p1, CircuitRetryAt = @p2, RateLimit = @p3, RateSeconds = @p4, RateRemaining = @p5, RateResetsAt = @p6 WHERE Id = @p0";
    private const string CountProjects = "SELECT count(*) FROM Projects WHERE ConnectionId = @p0";

    /// <summary>Whether other instances have the store open.</summary>
    public bool HasCompany => store.Instances > 1;

    /// <summary>Registers or updates a vendor account by name.</summary>
    /// <exception cref="StoreException">The name belongs to an account of another vendor, whose projects would be mixed.</exception>
    public Task<Connection> RegisterAsync(string name, Vendor vendor, string baseUrl, CancellationToken cancellation) =>
        store.WriteAsync(session => Register(session, name, vendor, baseUrl), cancellation);

    /// <summary>Stores the vendor account's circuit state and rate budget.</summary>
    /// <returns>Whether the state was stored. The store may be unavailable, or closed by a stopping service.</returns>
    public async Task<bool> TryShowAsync(long connectionId, ConnectionReading reading, CancellationToken cancellation)
    {
        try
        {
            await store.WriteAsync(session => Show(session, connectionId, reading), cancellation);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    /// <summary>Stores when the vendor account's next sync is due; null for never.</summary>
    public Task PlanSyncAsync(long connectionId, DateTimeOffset? at, CancellationToken cancellation) =>
        store.WriteAsync(session => session.Execute("UPDATE Connections SET NextSyncAt = @p1 WHERE Id = @p0", connectionId, at?.UtcTicks), cancellation);

    /// <summary>The vendor account's last sync, on any instance.</summary>
    public Task<LastSync> LastSyncAsync(long connectionId, CancellationToken cancellation) =>
        store.ReadAsync(session => SyncCheckpoint.Last(session, connectionId, store.Instance.Id), cancellation);

    public Task<IReadOnlyList<Connection>> ListAsync(AccountScope scope, CancellationToken cancellation) =>
        store.ReadAsync<IReadOnlyList<Connection>>(session => List(session, scope), cancellation);

    /// <summary>The names of the registered vendor accounts by id.</summary>
    public Task<IReadOnlyDictionary<long, string>> NamesAsync(CancellationToken cancellation) => store.ReadAsync<IReadOnlyDictionary<long, string>>(
        session => session.List("SELECT Id, Name FROM Connections", row => (Id: row.GetInt64(0), Name: row.GetString(1))).ToDictionary(each => each.Id, each => each.Name),
        cancellation);

    /// <summary>Counts the projects of a vendor account in the graph.</summary>
    public Task<long> CountProjectsAsync(long connectionId, CancellationToken cancellation) =>
        store.ReadAsync(session => session.Count(CountProjects, connectionId), cancellation);

    /// <summary>Loads a project with its relations, for building a vendor request; null if not found within the scope.</summary>
    public Task<Project?> FindProjectAsync(long projectId, AccountScope scope, CancellationToken cancellation) =>
        store.ReadAsync(session => new ProjectLoader(session, scope).Find(projectId), cancellation);

    /// <summary>The graph's ids by vendor id for one vendor account. Unknown vendor ids are omitted.</summary>
    public Task<IReadOnlyDictionary<string, long>> ProjectIdsAsync(long connectionId, IReadOnlyCollection<string> vendorIds, CancellationToken cancellation) =>
        IdsAsync("Projects", connectionId, vendorIds, cancellation);

    /// <inheritdoc cref="ProjectIdsAsync"/>
    public Task<IReadOnlyDictionary<string, long>> CompanyIdsAsync(long connectionId, IReadOnlyCollection<string> vendorIds, CancellationToken cancellation) =>
        IdsAsync("Companies", connectionId, vendorIds, cancellation);

    /// <inheritdoc cref="ProjectIdsAsync"/>
    public Task<IReadOnlyDictionary<string, long>> PersonIdsAsync(long connectionId, IReadOnlyCollection<string> vendorIds, CancellationToken cancellation) =>
        IdsAsync("People", connectionId, vendorIds, cancellation);

    /// <summary>Null if not found within the scope.</summary>
    public async Task<Company?> FindCompanyAsync(long companyId, AccountScope scope, CancellationToken cancellation) =>
        await store.ReadAsync(session => session.Entity<Company>(" WHERE Id = @p0", companyId), cancellation) is { } company && scope.Includes(company.ConnectionId) ? company : null;

    /// <inheritdoc cref="FindCompanyAsync"/>
    public async Task<Person?> FindPersonAsync(long personId, AccountScope scope, CancellationToken cancellation) =>
        await store.ReadAsync(session => session.Entity<Person>(" WHERE Id = @p0", personId), cancellation) is { } person && scope.Includes(person.ConnectionId) ? person : null;

    private Task<IReadOnlyDictionary<string, long>> IdsAsync(string table, long connectionId, IReadOnlyCollection<string> vendorIds, CancellationToken cancellation) =>
        store.ReadAsync<IReadOnlyDictionary<string, long>>(session => Ids(session, table, connectionId, vendorIds), cancellation);

    private static int Show(SqlSession session, long connectionId, ConnectionReading reading) => session.Execute(
        SetReading, connectionId, (long)reading.Circuit, reading.CircuitRetryAt?.UtcTicks, reading.RateLimit, reading.RateSeconds,
        reading.RateRemaining, reading.RateResetsAt?.UtcTicks);

    private static Connection Register(SqlSession session, string name, Vendor vendor, string baseUrl)
    {
        var table = EntityTable.Of<Connection>();
        var connection = session.Entity<Connection>(" WHERE Name = @p0", name);
        if (connection is null)
        {
            connection = new() { Name = name, Vendor = vendor, BaseUrl = baseUrl, Status = ConnectionStatus.Pending };
            connection.Id = session.Insert(table, session.Encode(table, connection));
            return connection;
        }
        if (connection.Vendor != vendor)
            throw new StoreException(StoreException.BadConfiguration, $"The vendor account `{name}` belongs to {connection.Vendor}. Choose another name for the {vendor} account.");
        if (connection.BaseUrl != baseUrl) session.Execute("UPDATE Connections SET BaseUrl = @p1 WHERE Id = @p0", connection.Id, baseUrl);
        connection.BaseUrl = baseUrl;
        connection.ProjectCount = session.Count(CountProjects, connection.Id);
        return connection;
    }

    private static List<Connection> List(SqlSession session, AccountScope scope)
    {
        var connections = session.Rows(EntityTable.Of<Connection>(), " ORDER BY Id").ConvertAll(EntityTable.Of<Connection>().Decode<Connection>).FindAll(each => scope.Includes(each.Id));
        foreach (var connection in connections) connection.ProjectCount = session.Count(CountProjects, connection.Id);
        return connections;
    }

    private static Dictionary<string, long> Ids(SqlSession session, string table, long connectionId, IReadOnlyCollection<string> vendorIds)
    {
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var vendorId in vendorIds)
        {
            if (session.Scalar($"SELECT Id FROM {table} WHERE VendorId = @p0 AND ConnectionId = @p1", vendorId, connectionId) is long id) ids[vendorId] = id;
        }
        return ids;
    }
}

/// <summary>A vendor account's circuit state and rate budget.</summary>
public sealed record ConnectionReading(
    CircuitState Circuit, DateTimeOffset? CircuitRetryAt, int? RateLimit, int? RateSeconds, int? RateRemaining, DateTimeOffset? RateResetsAt);
