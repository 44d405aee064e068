using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Access;

/// <summary>API keys: random, shown once, stored as a hash.</summary>
public sealed class ApiKeyStore(GraphStore store, ILogger<ApiKeyStore>? logger = null) : IAsyncDisposable
{
    /// <summary>The most characters that a name has.</summary>
    public const int LongestName = 200;

    /// <summary>What every key begins with, which tells it from a token.</summary>
    public const string Prefix = "pjg_";

    private const int LongestKey = 200;

    /// <summary>How long after a use <see cref="ApiKey.LastUsedAt"/> may still show an earlier one: each key's is written this rarely.</summary>
    public static readonly TimeSpan UsePrecision = TimeSpan.FromHours(1);

    // Another process may revoke a key too; here it is noticed this much later.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly ILogger logger = logger ?? NullLogger<ApiKeyStore>.Instance;
    private readonly ConcurrentDictionary<long, DateTimeOffset> noted = new();
    private readonly Signal changes = new();
    private volatile Snapshot? known;
    private int version;

    /// <summary>
    /// Ends when this process next creates, rotates or revokes a key: open streams ask again then whether their callers are still
    /// welcome. What other processes change is noticed within five seconds by whoever asks.
    /// </summary>
    public Task NextChange => changes.Next;

    /// <summary>Ends when the last use that was noticed is written down, or could not be.</summary>
    internal Task Noting { get; private set; } = Task.CompletedTask;

    /// <summary>Creates a key that is restricted in nothing and never expires.</summary>
    /// <inheritdoc cref="CreateAsync(ApiKeyDraft, CancellationToken)"/>
    /// <returns>The key in clear, which nobody can read again.</returns>
    public async Task<string> CreateAsync(string name, AccessRole role, CancellationToken cancellation) =>
        (await CreateAsync(new ApiKeyDraft(name, role), cancellation)).Secret;

    /// <exception cref="ApiKeyException">A value of the draft cannot be, or a valid key has the name.</exception>
    public async Task<NewApiKey> CreateAsync(ApiKeyDraft draft, CancellationToken cancellation)
    {
        var (now, secret) = (store.Time.GetUtcNow(), NewSecret());
        Check(draft, now);
        var key = await store.WriteAsync(session => new ApiKeyRecords(session, now).Create(draft, Hash(secret)), cancellation);
        NoteChange();
        return new(secret, key);
    }

    /// <summary>Replaces a key by a new one of the same id, name, rights and lifetime.</summary>
    /// <param name="overlap">How long the old key stays valid beside the new one, unless it expires before.</param>
    /// <exception cref="ApiKeyException">No valid key has that name.</exception>
    public async Task<NewApiKey> RotateAsync(string name, TimeSpan overlap, CancellationToken cancellation)
    {
        var (now, secret) = (store.Time.GetUtcNow(), NewSecret());
        var key = await store.WriteAsync(session => new ApiKeyRecords(session, now).Rotate(name, Hash(secret), overlap), cancellation);
        NoteChange();
        return new(secret, key);
    }

    /// <summary>The valid key that a caller presents; null for an unknown, expired or revoked one. Reads from memory.</summary>
    public async Task<ApiKey?> FindAsync(string key, CancellationToken cancellation)
    {
        if (key.Length > LongestKey || !key.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        // The hash is looked up: how long that takes shows nothing of a key.
        if (!(await KnownAsync(cancellation)).ByHash.TryGetValue(Hash(key), out var found) || !found.IsValid(store.Time.GetUtcNow())) return null;
        NoteUse(found);
        return found;
    }

    /// <summary>Whether any key opens the service.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellation) =>
        (await KnownAsync(cancellation)).ByHash.Values.Any(key => key.IsValid(store.Time.GetUtcNow()));

    /// <summary>All keys that there ever were, by their ids.</summary>
    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation) =>
        store.ReadAsync<IReadOnlyList<ApiKey>>(session => new ApiKeyRecords(session, store.Time.GetUtcNow()).List(), cancellation);

    /// <summary>Ends every key of that name, and what was valid of it before a rotation.</summary>
    /// <returns>Whether there was one that was not revoked.</returns>
    public Task<bool> RevokeAsync(string name, CancellationToken cancellation) => RevokeAsync(records => records.Revoke(name), cancellation);

    /// <summary>Ends the key of that id, and what was valid of it before a rotation.</summary>
    /// <inheritdoc cref="RevokeAsync(string, CancellationToken)" path="/returns"/>
    public Task<bool> RevokeAsync(long id, CancellationToken cancellation) => RevokeAsync(records => records.Revoke(id), cancellation);

    /// <summary>Waits for the last use that was noticed to be written down.</summary>
    public async ValueTask DisposeAsync() => await Noting;

    private async Task<bool> RevokeAsync(Func<ApiKeyRecords, bool> revoke, CancellationToken cancellation)
    {
        var revoked = await store.WriteAsync(session => revoke(new(session, store.Time.GetUtcNow())), cancellation);
        NoteChange();
        return revoked;
    }

    private void NoteChange()
    {
        Interlocked.Increment(ref version);
        changes.Raise();
    }

    // A snapshot that was begun before a change of this process does not outlive it.
    private async ValueTask<Snapshot> KnownAsync(CancellationToken cancellation)
    {
        var (now, at) = (store.Time.GetUtcNow(), Volatile.Read(ref version));
        if (known is { } fresh && fresh.Version == at && now - fresh.At < Freshness && now >= fresh.At) return fresh;
        var keys = await store.ReadAsync(session => new ApiKeyRecords(session, now).ByHash(), cancellation);
        return known = new(now, at, keys.ToFrozenDictionary(StringComparer.Ordinal));
    }

    // The request goes on: neither a busy store nor a failing one holds it up.
    private void NoteUse(ApiKey key)
    {
        var now = store.Time.GetUtcNow();
        var last = noted.GetOrAdd(key.Id, key.LastUsedAt ?? DateTimeOffset.MinValue);
        if (now - last < UsePrecision || !noted.TryUpdate(key.Id, now, last)) return;
        Noting = Task.Run(() => WriteUseAsync(key, now));
    }

    private async Task WriteUseAsync(ApiKey key, DateTimeOffset now)
    {
        try
        {
            await store.CoordinateAsync(session => new ApiKeyRecords(session, now).NoteUse(key.Id), CancellationToken.None);
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "The use of the API key {Name} (id {Id}) could not be recorded. The next attempt is in {UsePrecision}", key.Name, key.Id, UsePrecision);
        }
    }

    private static void Check(ApiKeyDraft draft, DateTimeOffset now)
    {
        if (draft.Name.Length is 0 or > LongestName || draft.Name.Any(char.IsControl) || draft.Name.Trim() != draft.Name)
            throw new ApiKeyException($"The name must have 1 to {LongestName} characters, with no control character and no space at either end. Choose another one.", "name");
        if (draft.ExpiresAt <= now)
            throw new ApiKeyException("The key would have expired already. Give a time in the future, or none for a key that never expires.", "expiresAt");
        if (draft.VendorAccounts is { Count: 0 })
            throw new ApiKeyException("The list of vendor accounts is empty. Name at least one, or leave the list out for a key that is not restricted.", "vendorAccountIds");
        if (draft.Protocols is { Count: 0 })
            throw new ApiKeyException("The list of protocols is empty. Name at least one, or leave the list out for a key that is not restricted.", "protocols");
    }

    private static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <param name="ByHash">Those that are not revoked, with what was valid of them before a rotation.</param>
    private sealed record Snapshot(DateTimeOffset At, int Version, FrozenDictionary<string, ApiKey> ByHash);
}
