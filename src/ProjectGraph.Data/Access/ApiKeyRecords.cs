using System.Data.Common;
using System.Text.Json;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Access;

/// <summary>Reads and writes the rows of API keys within one transaction.</summary>
internal sealed class ApiKeyRecords(SqlSession session, DateTimeOffset now)
{
    private const string Columns = "Id, Name, Role, CreatedAt, LastUsedAt, ExpiresAt, RevokedAt, VendorAccounts, Protocols, Hash";
    private const string Insert =
        $"INSERT INTO {InternalTables.ApiKeys} (Name, HeldName, Hash, Role, CreatedAt, ExpiresAt, VendorAccounts, Protocols) VALUES (@p0, @p0, @p1, @p2, @p3, @p4, @p5, @p6)";
    private const string SelectAll = $"SELECT {Columns} FROM {InternalTables.ApiKeys} ORDER BY Id";
    private const string SelectNotRevoked = $"SELECT {Columns} FROM {InternalTables.ApiKeys} WHERE RevokedAt IS NULL";
    private const string SelectHolder = $"SELECT {Columns} FROM {InternalTables.ApiKeys} WHERE HeldName = @p0";
    private const string SelectByHash = $"SELECT {Columns} FROM {InternalTables.ApiKeys} WHERE Hash = @p0";
    private const string ReleaseName = $"UPDATE {InternalTables.ApiKeys} SET HeldName = NULL WHERE Id = @p0";
    private const string ReplaceHash = $"UPDATE {InternalTables.ApiKeys} SET Hash = @p1, CreatedAt = @p2, ExpiresAt = @p3 WHERE Id = @p0";
    private const string RevokeByName =
        $"UPDATE {InternalTables.ApiKeys} SET RevokedAt = @p1, HeldName = NULL WHERE Name = @p0 AND RevokedAt IS NULL";
    private const string RevokeById =
        $"UPDATE {InternalTables.ApiKeys} SET RevokedAt = @p1, HeldName = NULL WHERE Id = @p0 AND RevokedAt IS NULL";
    private const string UpdateLastUse =
        $"UPDATE {InternalTables.ApiKeys} SET LastUsedAt = @p1 WHERE Id = @p0 AND (LastUsedAt IS NULL OR LastUsedAt < @p1)";
    private const string InsertRotated = $"INSERT INTO {InternalTables.RotatedKeys} (Hash, KeyId, ExpiresAt) VALUES (@p0, @p1, @p2)";
    private const string SelectRotated = $"SELECT Hash, KeyId, ExpiresAt FROM {InternalTables.RotatedKeys}";
    private const string DeleteExpiredRotated = $"DELETE FROM {InternalTables.RotatedKeys} WHERE ExpiresAt <= @p0";

    public ApiKey Create(ApiKeyDraft draft, string hash)
    {
        if (FindHolder(draft.Name) is { } holder)
        {
            if (holder.Key.IsValid(now))
                throw new ApiKeyException(
                    $"A valid key with the name '{draft.Name}' already exists. Choose another name, or revoke or rotate that key.",
                    "name"
                );
            session.Execute(ReleaseName, holder.Key.Id);
        }
        session.Execute(
            Insert,
            draft.Name,
            hash,
            (long)draft.Role,
            now.UtcTicks,
            draft.ExpiresAt?.UtcTicks,
            ToJson(draft.VendorAccounts?.Order()),
            ToJson(draft.Protocols?.Select(protocol => (long)protocol).Order())
        );
        return session.ReadList(SelectByHash, Read, hash).Single().Key;
    }

    public ApiKey Rotate(string name, string hash, TimeSpan overlap)
    {
        if (FindHolder(name) is not { } old || !old.Key.IsValid(now))
            throw new ApiKeyException($"A valid key with the name '{name}' was not found. The command `key list` lists all keys.", "name");
        var oldEnds = now + overlap;
        if (old.Key.ExpiresAt < oldEnds)
            oldEnds = old.Key.ExpiresAt.Value;
        session.Execute(DeleteExpiredRotated, now.UtcTicks);
        if (oldEnds > now)
            session.Execute(InsertRotated, old.Hash, old.Key.Id, oldEnds.UtcTicks);
        session.Execute(ReplaceHash, old.Key.Id, hash, now.UtcTicks, (now + (old.Key.ExpiresAt - old.Key.CreatedAt))?.UtcTicks);
        return session.ReadList(SelectByHash, Read, hash).Single().Key;
    }

    public List<ApiKey> List() => session.ReadList(SelectAll, row => Read(row).Key);

    public Dictionary<string, ApiKey> ReadByHash()
    {
        var alive = session.ReadList(SelectNotRevoked, Read);
        var byHash = alive.ToDictionary(stored => stored.Hash, stored => stored.Key, StringComparer.Ordinal);
        var byId = alive.ToDictionary(stored => stored.Key.Id, stored => stored.Key);
        foreach (
            var (hash, id, ends) in session.ReadList(SelectRotated, row => (row.GetString(0), row.GetInt64(1), ToInstant(row.GetInt64(2))))
        )
            if (byId.TryGetValue(id, out var key))
                byHash[hash] = key with { ExpiresAt = ends };
        return byHash;
    }

    public bool Revoke(string name) => session.Execute(RevokeByName, name, now.UtcTicks) > 0;

    public bool Revoke(long id) => session.Execute(RevokeById, id, now.UtcTicks) > 0;

    public bool RecordUse(long id) => session.Execute(UpdateLastUse, id, now.UtcTicks) > 0;

    private (ApiKey Key, string Hash)? FindHolder(string name) =>
        session.ReadList(SelectHolder + session.ForUpdate, Read, name) is [var holder] ? holder : null;

    private static (ApiKey Key, string Hash) Read(DbDataReader row) =>
        (
            new(row.GetInt64(0), row.GetString(1), (AccessRole)row.GetInt64(2))
            {
                CreatedAt = ToInstant(row.GetInt64(3)),
                LastUsedAt = ReadInstant(row, 4),
                ExpiresAt = ReadInstant(row, 5),
                RevokedAt = ReadInstant(row, 6),
                VendorAccounts = ReadNumbers(row, 7)?.ToHashSet(),
                Protocols = ReadNumbers(row, 8)?.Select(number => (ApiProtocol)number).ToHashSet(),
            },
            row.GetString(9)
        );

    private static DateTimeOffset? ReadInstant(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : ToInstant(row.GetInt64(column));

    private static DateTimeOffset ToInstant(long ticks) => new(ticks, TimeSpan.Zero);

    private static long[]? ReadNumbers(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : JsonSerializer.Deserialize<long[]>(row.GetString(column));

    private static string? ToJson(IEnumerable<long>? numbers) => numbers is null ? null : JsonSerializer.Serialize(numbers);
}
