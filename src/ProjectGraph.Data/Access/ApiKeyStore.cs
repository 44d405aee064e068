using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Access;

/// <summary>API keys: random, shown once, stored as a hash.</summary>
public sealed class ApiKeyStore(GraphStore store)
{
    /// <summary>What every key begins with, which tells it from a token.</summary>
    public const string Prefix = "pjg_";
    private const int LongestKey = 200;
    private const string Insert = $"INSERT INTO {InternalTables.ApiKeys} (Name, Hash, Role, CreatedAt) VALUES (@p0, @p1, @p2, @p3)";
    private const string Select = $"SELECT Name, Hash, Role FROM {InternalTables.ApiKeys} WHERE RevokedAt IS NULL";
    private const string Revoke = $"UPDATE {InternalTables.ApiKeys} SET RevokedAt = @p1 WHERE Name = @p0 AND RevokedAt IS NULL";

    // Another process may revoke a key too; here it is noticed this much later.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private volatile Snapshot? known;

    /// <returns>The key in clear, which nobody can read again.</returns>
    public async Task<string> CreateAsync(string name, AccessRole role, CancellationToken cancellation)
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await store.WriteAsync(session => session.Execute(Insert, name, Hash(key), (long)role, store.Time.GetUtcNow().UtcTicks), cancellation);
        known = null;
        return key;
    }

    /// <summary>Who holds this key; null for an unknown or revoked one. Compares in constant time and answers from memory.</summary>
    public async Task<ApiKey?> FindAsync(string key, CancellationToken cancellation)
    {
        if (key.Length > LongestKey || !key.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        // What is looked up is the hash: how long that takes tells nothing of a key.
        return (await KnownAsync(cancellation)).ByHash.GetValueOrDefault(Hash(key));
    }

    public async Task<bool> AnyAsync(CancellationToken cancellation) => (await KnownAsync(cancellation)).ByHash.Count > 0;

    /// <returns>Whether a key of that name was there.</returns>
    public async Task<bool> RevokeAsync(string name, CancellationToken cancellation)
    {
        var revoked = await store.WriteAsync(session => session.Execute(Revoke, name, store.Time.GetUtcNow().UtcTicks), cancellation);
        known = null;
        return revoked > 0;
    }

    private async ValueTask<Snapshot> KnownAsync(CancellationToken cancellation)
    {
        var now = store.Time.GetUtcNow();
        if (known is { } fresh && now - fresh.At < Freshness && now >= fresh.At) return fresh;
        var keys = await store.ReadAsync(
            session => session.List(Select, reader => (Hash: reader.GetString(1), Key: new ApiKey(reader.GetString(0), (AccessRole)reader.GetInt64(2)))), cancellation);
        return known = new(now, keys.ToFrozenDictionary(pair => pair.Hash, pair => pair.Key, StringComparer.Ordinal));
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private sealed record Snapshot(DateTimeOffset At, FrozenDictionary<string, ApiKey> ByHash);
}

public sealed record ApiKey(string Name, AccessRole Role);

/// <summary>What a caller may do; each role holds those before it.</summary>
public enum AccessRole { Reader = 1, Operator = 2, Admin = 3 }
