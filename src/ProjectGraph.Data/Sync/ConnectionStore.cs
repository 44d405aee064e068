using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Sync;

/// <summary>The registered connections and lookups that operations need. Credentials are configuration and never stored.</summary>
public sealed class ConnectionStore
{
    /// <summary>Registers or updates a connection by name.</summary>
    public Task<Connection> RegisterAsync(string name, Vendor vendor, string baseUrl, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<Connection>> ListAsync(CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>The whole project with its relations, for building a vendor request from it; null where there is none.</summary>
    public Task<Project?> FindProjectAsync(long projectId, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>The graph's ids of these vendor ids of one connection; missing ones are left out.</summary>
    public Task<IReadOnlyDictionary<string, long>> ProjectIdsAsync(long connectionId, IReadOnlyCollection<string> vendorIds, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Company?> FindCompanyAsync(long companyId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Person?> FindPersonAsync(long personId, CancellationToken cancellation) => throw new NotSupportedException();
}
