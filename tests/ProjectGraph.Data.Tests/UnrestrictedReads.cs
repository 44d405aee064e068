using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests;

/// <summary>Extension methods for reads without an account restriction, as most tests use them.</summary>
internal static class UnrestrictedReads
{
    public static ValueTask<QueryResult> RunAsync(this PreparedQuery query, IReadOnlyList<object?> values, CancellationToken cancellation, QueryTrace? trace = null) =>
        query.RunAsync(values, AccountScope.Unrestricted, cancellation, memory: null, trace);

    public static Task<Project?> FindProjectAsync(this VendorAccountStore store, long id, CancellationToken cancellation) =>
        store.FindProjectAsync(id, AccountScope.Unrestricted, cancellation);

    public static Task<Company?> FindCompanyAsync(this VendorAccountStore store, long id, CancellationToken cancellation) =>
        store.FindCompanyAsync(id, AccountScope.Unrestricted, cancellation);

    public static Task<Person?> FindPersonAsync(this VendorAccountStore store, long id, CancellationToken cancellation) =>
        store.FindPersonAsync(id, AccountScope.Unrestricted, cancellation);

    public static Task<IReadOnlyList<VendorAccount>> ListAsync(this VendorAccountStore store, CancellationToken cancellation) =>
        store.ListAsync(AccountScope.Unrestricted, cancellation);

    public static Task<Operation?> FindAsync(this OperationLog log, long id, CancellationToken cancellation) =>
        log.FindAsync(id, AccountScope.Unrestricted, cancellation);

    public static IAsyncEnumerable<IReadOnlyList<GraphChange>> FollowAsync(this ChangeFeed feed, EntityModel entity, long after, CancellationToken cancellation) =>
        feed.FollowAsync(entity, AccountScope.Unrestricted, after, cancellation);

    public static Task<ChangePage?> ReadAsync(this ChangeHistory history, EntityModel entity, long after, long? head, int take, bool counts, CancellationToken cancellation) =>
        history.ReadAsync(entity, AccountScope.Unrestricted, after, head, take, counts, cancellation);
}
