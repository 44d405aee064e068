using System.Collections.Frozen;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server;

/// <summary>Finds vendor accounts by name in a cache, because every request with a token names them.</summary>
internal sealed class VendorAccountNameCache(VendorAccountStore accounts, TimeProvider time)
{
    // A vendor account that another instance adds is known here after this time.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private volatile Snapshot? _snapshot;

    /// <summary>Returns the database ids of the vendor accounts with these names. Unknown names are ignored.</summary>
    public async Task<IReadOnlySet<long>> FindIdsAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var ids = (await GetSnapshotAsync(cancellationToken)).Ids;
        return names.Where(ids.ContainsKey).Select(name => ids[name]).ToFrozenSet();
    }

    private async ValueTask<Snapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_snapshot is { } fresh && now - fresh.At < MaxAge && now >= fresh.At)
            return fresh;
        var all = await accounts.ListAsync(AccountScope.Unrestricted, cancellationToken);
        return _snapshot = new(now, all.ToFrozenDictionary(account => account.Name, account => account.Id, StringComparer.Ordinal));
    }

    private sealed record Snapshot(DateTimeOffset At, FrozenDictionary<string, long> Ids);
}
