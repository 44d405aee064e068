using System.Collections.Frozen;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server;

/// <summary>Finds vendor accounts by name in a cache, because every request with a token names them.</summary>
internal sealed class VendorAccountNames(VendorAccountStore accounts, TimeProvider time)
{
    // A vendor account that another instance adds is known here after this time.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private volatile Snapshot? _known;

    /// <summary>Returns the database ids of the vendor accounts with these names. Unknown names are ignored.</summary>
    public async Task<IReadOnlySet<long>> FindAsync(IEnumerable<string> names, CancellationToken cancellation)
    {
        var ids = (await KnownAsync(cancellation)).Ids;
        return names.Where(ids.ContainsKey).Select(name => ids[name]).ToFrozenSet();
    }

    private async ValueTask<Snapshot> KnownAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_known is { } fresh && now - fresh.At < Freshness && now >= fresh.At) return fresh;
        var all = await accounts.ListAsync(AccountScope.Unrestricted, cancellation);
        return _known = new(now, all.ToFrozenDictionary(account => account.Name, account => account.Id, StringComparer.Ordinal));
    }

    private sealed record Snapshot(DateTimeOffset At, FrozenDictionary<string, long> Ids);
}
