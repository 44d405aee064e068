using System.Collections.Frozen;
using Npgsql;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>The location of tables and rows: by the vendor account's hash, on every node, or on one node.</summary>
internal sealed class Placement
{
    public const int Partitions = 32;

    /// <summary>Copied to every node.</summary>
    private static readonly FrozenSet<string> Everywhere = FrozenSet.Create("VendorAccounts", "Dates", "ApiKeys", "RotatedKeys", "Secrets");

    /// <summary>On one node: tables with a global order, or with lookups that do not know the vendor account.</summary>
    private static readonly FrozenSet<string> Single = FrozenSet.Create(
        "Changes",
        "Operations",
        "OperationInputs",
        "IdempotencyKeys",
        "Instances",
        "AsyncResults",
        "ProjectLeases",
        "RateBudgets",
        "__EFMigrationsHistory"
    );

    private readonly Dictionary<(string Kind, long Key), long> _vendorAccounts = [];

    public static bool IsEverywhere(string table) => Everywhere.Contains(table);

    public static bool IsSingle(string table) => Single.Contains(table);

    /// <summary>The table of which a column is the key, if the key determines a vendor account.</summary>
    public static string? GetTable(string table, string column) =>
        (table, column) switch
        {
            (_, "VendorAccountId") or ("VendorAccounts", "Id") => "VendorAccount",
            ("Projects", "Id") or (_, "ProjectId") => "Project",
            ("Companies", "Id") or (_, "CompanyId") => "Company",
            ("People", "Id") or (_, "PersonId") or (_, "OwnerId") => "Person",
            ("SyncRuns", "Id") or (_, "RunId") => "SyncRun",
            _ => null,
        };

    /// <summary>The vendor account of each key, including deleted ones.</summary>
    public static async Task<Placement> ReadAsync(NpgsqlDataSource database)
    {
        const string Keys = """
            SELECT 'Project', "Id", "VendorAccountId" FROM "Projects" UNION SELECT 'Company', "Id", "VendorAccountId" FROM "Companies"
            UNION SELECT 'Person', "Id", "VendorAccountId" FROM "People" UNION SELECT 'SyncRun', "Id", "VendorAccountId" FROM "SyncRuns"
            UNION SELECT "Entity", "EntityId", "VendorAccountId" FROM "Changes" WHERE "VendorAccountId" > 0
            """;
        var placement = new Placement();
        await using var command = database.CreateCommand(Keys);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            placement._vendorAccounts[(reader.GetString(0), reader.GetInt64(1))] = reader.GetInt64(2);
        return placement;
    }

    /// <returns>The partition of a key's row; null if unknown.</returns>
    public int? GetPartition(string kind, long key) =>
        kind == "VendorAccount" ? Hash(key)
        : _vendorAccounts.TryGetValue((kind, key), out var vendorAccountId) ? Hash(vendorAccountId)
        : null;

    // Any good mixer works, as long as adjacent ids are separated.
    private static int Hash(long vendorAccountId)
    {
        var mixed = (ulong)vendorAccountId * 0x9E3779B97F4A7C15;
        return (int)((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9 >> 59) % Partitions;
    }
}
