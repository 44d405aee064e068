using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests;

/// <summary>Extension methods for reads without an account restriction, as most tests use them.</summary>
internal static class UnrestrictedReads
{
    public static ValueTask<QueryResult> RunAsync(
        this PreparedQuery query,
        IReadOnlyList<object?> values,
        CancellationToken cancellationToken,
        QueryTrace? trace = null
    ) => query.RunAsync(values, AccountScope.Unrestricted, cancellationToken, memory: null, trace);

    public static Task<Project?> FindProjectAsync(this VendorAccountStore store, long id, CancellationToken cancellationToken) =>
        store.FindProjectAsync(id, AccountScope.Unrestricted, cancellationToken);

    public static Task<Company?> FindCompanyAsync(this VendorAccountStore store, long id, CancellationToken cancellationToken) =>
        store.FindCompanyAsync(id, AccountScope.Unrestricted, cancellationToken);

    public static Task<Person?> FindPersonAsync(this VendorAccountStore store, long id, CancellationToken cancellationToken) =>
        store.FindPersonAsync(id, AccountScope.Unrestricted, cancellationToken);

    public static Task<IReadOnlyList<VendorAccount>> ListAsync(this VendorAccountStore store, CancellationToken cancellationToken) =>
        store.ListAsync(AccountScope.Unrestricted, cancellationToken);

    public static Task<Operation?> FindAsync(this OperationLog log, long id, CancellationToken cancellationToken) =>
        log.FindAsync(id, AccountScope.Unrestricted, cancellationToken);

    public static IAsyncEnumerable<IReadOnlyList<GraphChange>> FollowAsync(
        this ChangeFeed feed,
        EntityModel entity,
        long after,
        CancellationToken cancellationToken
    ) => feed.FollowAsync(entity, AccountScope.Unrestricted, after, cancellationToken);

    public static Task<ChangePage?> ReadAsync(
        this ChangeHistory history,
        EntityModel entity,
        long after,
        long? head,
        int take,
        bool counts,
        CancellationToken cancellationToken
    ) => history.ReadAsync(entity, AccountScope.Unrestricted, after, head, take, counts, cancellationToken);
}
