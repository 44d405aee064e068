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

/// <summary>The store of API keys. Keys are random, shown once and stored as a hash.</summary>
public sealed class ApiKeyStore(GraphStore store, ILogger<ApiKeyStore>? logger = null) : IAsyncDisposable
{
    /// <summary>The largest number of characters in a name.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The prefix of every key. It distinguishes keys from tokens.</summary>
    public const string Prefix = "pjg_";

    private const int MaxKeyLength = 200;

    /// <summary>The shortest time between two writes of a key's <see cref="ApiKey.LastUsedAt"/>.</summary>
    public static readonly TimeSpan UsePrecision = TimeSpan.FromHours(1);

    // The longest time until this process notices a revocation by another process.
    private static readonly TimeSpan SnapshotLifetime = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = logger ?? NullLogger<ApiKeyStore>.Instance;
    private readonly ConcurrentDictionary<long, DateTimeOffset> _lastRecordedUses = new();
    private readonly AsyncSignal _changes = new();
    private volatile Snapshot? _snapshot;
    private int _version;

    /// <summary>
    /// Completes when this process next creates, rotates or revokes a key. Open streams then check their caller's key again. Changes by
    /// other processes are noticed at the next look-up after five seconds.
    /// </summary>
    public Task NextChange => _changes.Next;

    /// <summary>Completes when the write of the last use has succeeded or failed.</summary>
    internal Task PendingUseWrite { get; private set; } = Task.CompletedTask;

    /// <summary>Creates a key without restrictions that never expires.</summary>
    /// <inheritdoc cref="CreateAsync(ApiKeyDraft, CancellationToken)"/>
    /// <returns>The key in clear text. It cannot be read again.</returns>
    public async Task<string> CreateAsync(string name, AccessRole role, CancellationToken cancellationToken) =>
        (await CreateAsync(new ApiKeyDraft(name, role), cancellationToken)).Secret;

    /// <exception cref="ApiKeyException">A value of the draft is invalid, or a valid key has the name.</exception>
    public async Task<NewApiKey> CreateAsync(ApiKeyDraft draft, CancellationToken cancellationToken)
    {
        var (now, secret) = (store.Time.GetUtcNow(), CreateSecret());
        Check(draft, now);
        var key = await store.WriteAsync(session => new ApiKeyRecords(session, now).Create(draft, Hash(secret)), cancellationToken);
        SignalChange();
        return new(secret, key);
    }

    /// <summary>Replaces the secret of a key. Id, name, rights and lifetime stay the same.</summary>
    /// <param name="overlap">The time for which the old secret stays valid, unless it expires earlier.</param>
    /// <exception cref="ApiKeyException">No valid key has the name.</exception>
    public async Task<NewApiKey> RotateAsync(string name, TimeSpan overlap, CancellationToken cancellationToken)
    {
        var (now, secret) = (store.Time.GetUtcNow(), CreateSecret());
        var key = await store.WriteAsync(session => new ApiKeyRecords(session, now).Rotate(name, Hash(secret), overlap), cancellationToken);
        SignalChange();
        return new(secret, key);
    }

    /// <summary>Finds a valid key by its secret, in memory. Null if the key is unknown, expired or revoked.</summary>
    public async Task<ApiKey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (key.Length > MaxKeyLength || !key.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        // The look-up uses the hash, so that its duration reveals nothing about a key.
        if (
            !(await GetSnapshotAsync(cancellationToken)).ByHash.TryGetValue(Hash(key), out var found)
            || !found.IsValid(store.Time.GetUtcNow())
        )
            return null;
        RecordUse(found);
        return found;
    }

    /// <summary>Returns whether any key is valid.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) =>
        (await GetSnapshotAsync(cancellationToken)).ByHash.Values.Any(key => key.IsValid(store.Time.GetUtcNow()));

    /// <summary>Returns all keys by id, also revoked and expired ones.</summary>
    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<ApiKey>>(session => new ApiKeyRecords(session, store.Time.GetUtcNow()).List(), cancellationToken);

    /// <summary>Revokes every key with the name, including secrets from before a rotation.</summary>
    /// <returns>Whether a key was revoked.</returns>
    public Task<bool> RevokeAsync(string name, CancellationToken cancellationToken) =>
        RevokeAsync(records => records.Revoke(name), cancellationToken);

    /// <summary>Revokes the key with the id, including secrets from before a rotation.</summary>
    /// <inheritdoc cref="RevokeAsync(string, CancellationToken)" path="/returns"/>
    public Task<bool> RevokeAsync(long id, CancellationToken cancellationToken) =>
        RevokeAsync(records => records.Revoke(id), cancellationToken);

    /// <summary>Waits for the write of the last use.</summary>
    public async ValueTask DisposeAsync() => await PendingUseWrite;

    private async Task<bool> RevokeAsync(Func<ApiKeyRecords, bool> revoke, CancellationToken cancellationToken)
    {
        var revoked = await store.WriteAsync(session => revoke(new(session, store.Time.GetUtcNow())), cancellationToken);
        SignalChange();
        return revoked;
    }

    private void SignalChange()
    {
        Interlocked.Increment(ref _version);
        _changes.Raise();
    }

    // A snapshot from before a change by this process is not used after it.
    private async ValueTask<Snapshot> GetSnapshotAsync(CancellationToken cancellationToken)
    {
        var (now, at) = (store.Time.GetUtcNow(), Volatile.Read(ref _version));
        if (_snapshot is { } fresh && fresh.Version == at && now - fresh.At < SnapshotLifetime && now >= fresh.At)
            return fresh;
        var keys = await store.ReadAsync(session => new ApiKeyRecords(session, now).ReadByHash(), cancellationToken);
        return _snapshot = new(now, at, keys.ToFrozenDictionary(StringComparer.Ordinal));
    }

    // Written in the background, so that a busy or failing store does not delay the request.
    private void RecordUse(ApiKey key)
    {
        var now = store.Time.GetUtcNow();
        var last = _lastRecordedUses.GetOrAdd(key.Id, key.LastUsedAt ?? DateTimeOffset.MinValue);
        if (now - last < UsePrecision || !_lastRecordedUses.TryUpdate(key.Id, now, last))
            return;
        PendingUseWrite = Task.Run(() => WriteUseAsync(key, now));
    }

    private async Task WriteUseAsync(ApiKey key, DateTimeOffset now)
    {
        try
        {
            await store.CoordinateAsync(session => new ApiKeyRecords(session, now).RecordUse(key.Id), CancellationToken.None);
        }
        catch (Exception failure)
        {
            _logger.LogWarning(
                failure,
                "The use of the API key {Name} (id {Id}) could not be recorded. The next attempt is in {UsePrecision}",
                key.Name,
                key.Id,
                UsePrecision
            );
        }
    }

    private static void Check(ApiKeyDraft draft, DateTimeOffset now)
    {
        if (draft.Name.Length is 0 or > MaxNameLength || draft.Name.Any(char.IsControl) || draft.Name.Trim() != draft.Name)
            throw new ApiKeyException(
                $"The name must have 1 to {MaxNameLength} characters, without control characters and without spaces at its ends. Choose another name.",
                "name"
            );
        if (draft.ExpiresAt <= now)
            throw new ApiKeyException(
                "The expiry time of the key is in the past. Choose a time in the future, or leave it out for a key that never expires.",
                "expiresAt"
            );
        if (draft.VendorAccounts is { Count: 0 })
            throw new ApiKeyException(
                "The list of vendor accounts is empty. Name at least one account, or leave the list out for an unrestricted key.",
                "vendorAccountIds"
            );
        if (draft.Protocols is { Count: 0 })
            throw new ApiKeyException(
                "The list of protocols is empty. Name at least one protocol, or leave the list out for an unrestricted key.",
                "protocols"
            );
    }

    private static string CreateSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <param name="ByHash">The keys that are not revoked, also by secrets from before a rotation that are still valid.</param>
    private sealed record Snapshot(DateTimeOffset At, int Version, FrozenDictionary<string, ApiKey> ByHash);
}
