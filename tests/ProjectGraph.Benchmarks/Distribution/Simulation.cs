using Npgsql;
using ProjectGraph.Benchmarks.Store;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Benchmarks.Distribution;

/// <summary>
/// Simulates the share of the service's statements that would touch one partition if tables were distributed by vendor account:
/// the service runs on an ordinary PostgreSQL, whose log contains each statement with its values for analysis.
/// </summary>
internal static class Simulation
{
    private const string Database = "simulation";
    private const string End = "end";

    public static async Task RunAsync()
    {
        await using var server = await PostgresServer.StartAsync(settings: StatementLog.Settings);
        await using var log = new StatementLog(server);
        var address = StoreAddress.FromConnectionString(await server.CreateDatabaseAsync(Database));
        var data = await FillAsync(server, address);
        // Only statements from here on are analysed.
        await using var database = NpgsqlDataSource.Create(
            $"{server.GetConnectionString(Database, "postgres")};Pooling=False;Options='-c log_statement=none'"
        );
        await ExecuteAsync(database, "ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()");
        var reads = new List<SimulatedKind>();
        var writes = new List<SimulatedKind>();
        var folder = Directory.CreateTempSubdirectory("projectgraph-simulation-");
        try
        {
            using var service = await ServerProcess.StartAsync("subject", address, Service(folder.FullName));
            using var caller = new SimulatedCaller(service.Port);
            await caller.ConnectAsync();
            reads.AddRange(new SimulatedReads(caller, data.All).All());
            writes.AddRange(await new SimulatedWrites(caller).AllAsync());
            foreach (var kind in reads.Concat(writes))
                await AskAsync(log, kind);
            await log.MarkAsync(End);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        var transactions = await log.ReadAsync(Database, End);
        new SimulationReport(new(await Placement.ReadAsync(database)), transactions).Print(reads, writes);
    }

    private static async Task<SimulatedData> FillAsync(PostgresServer server, StoreAddress address)
    {
        await PostgresFiller.CreateSchemaAsync(address.ConnectionString);
        await using var database = NpgsqlDataSource.Create(
            $"{server.GetConnectionString(Database, "postgres")};Pooling=False;Options={PostgresFiller.SessionOptions}"
        );
        var data = new SimulatedData();
        await new PostgresFiller(database, _ => { }).RunAsync(data.Write);
        return data;
    }

    private static Dictionary<string, string> Service(string folder) =>
        new()
        {
            ["Sandbox:Enabled"] = "true",
            ["Sandbox:File"] = Path.Combine(folder, "sandbox.db"),
            ["Sandbox:ProjectsPerVendor"] = "40",
            ["Vendors:SyncInterval"] = "Off",
        };

    private static async Task AskAsync(StatementLog log, SimulatedKind kind)
    {
        for (var i = 0; i < kind.Requests.Count; i++)
        {
            await log.MarkAsync($"{kind.Name}/{i}");
            await kind.Requests[i]();
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, params string[] statements)
    {
        foreach (var sql in statements)
        {
#pragma warning disable CA2100 // Constants of this class.
            await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }
}
