using System.Collections.Frozen;
using Npgsql;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>The location of tables and rows: by the vendor account's hash, on every node, or on one node.</summary>
internal sealed class Placement
{
    public const int Partitions = 32;

    /// <summary>Copied to every node.</summary>
    private static readonly FrozenSet<string> everywhere = FrozenSet.Create("Connections", "Dates", "ApiKeys", "RotatedKeys", "Secrets");

    /// <summary>On one node: tables with a global order, or with lookups that do not know the vendor account.</summary>
    private static readonly FrozenSet<string> single = FrozenSet.Create(
        "Changes", "Operations", "OperationInputs", "IdempotencyKeys", "Instances", "LaterAnswers", "ProjectTurns", "RateBudgets", "__EFMigrationsHistory");

    private readonly Dictionary<(string Kind, long Key), long> connections = [];

    public static bool IsEverywhere(string table) => everywhere.Contains(table);

    public static bool IsSingle(string table) => single.Contains(table);

    /// <summary>The table of which a column is the key, if the key determines a vendor account.</summary>
    public static string? KindOf(string table, string column) => (table, column) switch
    {
        (_, "ConnectionId") or ("Connections", "Id") => "Connection",
        ("Projects", "Id") or (_, "ProjectId") => "Project",
        ("Companies", "Id") or (_, "CompanyId") => "Company",
        ("People", "Id") or (_, "PersonId") or (_, "OwnerId") => "Person",
        ("SyncRuns", "Id") or (_, "RunId") => "SyncRun",
        _ => null,
    };

    /// <summary>The vendor account of each key, including deleted ones.</summary>
    public static async Task<Placement> ReadAsync(NpgsqlDataSource database)
    {
        const string Keys =
            """
            SELECT 'Project', "Id", "ConnectionId" FROM "Projects" UNION SELECT 'Company', "Id", "ConnectionId" FROM "Companies"
            UNION SELECT 'Person', "Id", "ConnectionId" FROM "People" UNION SELECT 'SyncRun', "Id", "ConnectionId" FROM "SyncRuns"
            UNION SELECT "Entity", "EntityId", "ConnectionId" FROM "Changes" WHERE "ConnectionId" > 0
            """;
        var placement = new Placement();
        await using var command = database.CreateCommand(Keys);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) placement.connections[(reader.GetString(0), reader.GetInt64(1))] = reader.GetInt64(2);
        return placement;
    }

    /// <returns>The partition of a key's row; null if unknown.</returns>
    public int? PartitionOf(string kind, long key) => kind == "Connection" ? Hash(key) : connections.TryGetValue((kind, key), out var connection) ? Hash(connection) : null;

    // Any good mixer works, as long as adjacent ids are separated.
    private static int Hash(long connection)
    {
        var mixed = (ulong)connection * 0x9E3779B97F4A7C15;
        return (int)((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9 >> 59) % Partitions;
    }
}
