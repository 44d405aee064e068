using System.Collections.Frozen;
using Npgsql;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>Where tables and rows would be: by the connection's hash, everywhere, or on one node.</summary>
internal sealed class Placement
{
    public const int Partitions = 32;

    /// <summary>Copied to every node.</summary>
    private static readonly FrozenSet<string> everywhere = FrozenSet.Create("Connections", "Dates", "ApiKeys", "RotatedKeys", "Secrets");

    /// <summary>On one node: what has one order, or is looked up without knowing a connection.</summary>
    private static readonly FrozenSet<string> single = FrozenSet.Create(
        "Changes", "Operations", "OperationInputs", "IdempotencyKeys", "Instances", "LaterAnswers", "ProjectTurns", "RateBudgets", "__EFMigrationsHistory");

    private readonly Dictionary<(string Kind, long Key), long> connections = [];

    public static bool IsEverywhere(string table) => everywhere.Contains(table);

    public static bool IsSingle(string table) => single.Contains(table);

    /// <summary>What a column is the key of, if that tells a connection.</summary>
    public static string? KindOf(string table, string column) => (table, column) switch
    {
        (_, "ConnectionId") or ("Connections", "Id") => "Connection",
        ("Projects", "Id") or (_, "ProjectId") => "Project",
        ("Companies", "Id") or (_, "CompanyId") => "Company",
        ("People", "Id") or (_, "PersonId") or (_, "OwnerId") => "Person",
        ("SyncRuns", "Id") or (_, "RunId") => "SyncRun",
        _ => null,
    };

    /// <summary>Which connection each key is of, deleted ones too.</summary>
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

    /// <returns>The partition of a key's row; null where nobody knows it.</returns>
    public int? PartitionOf(string kind, long key) => kind == "Connection" ? Hash(key) : connections.TryGetValue((kind, key), out var connection) ? Hash(connection) : null;

    // Any good mixer does: neighbours shall not be neighbours.
    private static int Hash(long connection)
    {
        var mixed = (ulong)connection * 0x9E3779B97F4A7C15;
        return (int)((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9 >> 59) % Partitions;
    }
}
