using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Benchmarks.Store;

/// <summary>Fills a new database quickly: rows by COPY, then indexes, then statistics and identity sequences.</summary>
internal sealed class PostgresFiller(NpgsqlDataSource database, Action<string> say)
{
    /// <summary>A session in the replica role does not check foreign keys.</summary>
    public const string SessionOptions = "'-c session_replication_role=replica -c maintenance_work_mem=1GB'";

    private const string Indexes = """
        SELECT quote_ident(indexname), indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = quote_ident(indexname)::regclass)
        """;

    private const string Identities = """
        DO $$
        DECLARE identity record;
        BEGIN
            FOR identity IN SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND is_identity = 'YES' LOOP
                EXECUTE format('SELECT setval(pg_get_serial_sequence(quote_ident(%1$L), %2$L), coalesce(max(%2$I), 0) + 1, false) FROM %1$I', identity.table_name, identity.column_name);
            END LOOP;
        END $$
        """;

    /// <summary>The schema as the service creates it at start-up.</summary>
    public static async Task CreateSchemaAsync(string connectionString)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Store:Provider"] = "PostgreSql",
                    ["ConnectionStrings:ProjectGraph"] = $"{connectionString};Pooling=False",
                }
            )
            .Build();
        await using var services = new ServiceCollection().AddLogging().AddGraphStore(configuration).BuildServiceProvider();
        await services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
    }

    public async Task RunAsync(Action<RowWriter> write)
    {
        var indexes = await IndexesAsync();
        foreach (var (name, _) in indexes)
            await ExecuteAsync($"DROP INDEX {name}");
        await TimedAsync("rows", () => Task.Run(() => Copy(write)));
        await TimedAsync("indexes", async () =>
        {
            foreach (var (_, definition) in indexes)
                await ExecuteAsync(definition);
        });
        await ExecuteAsync(Identities);
        // After freezing, all pages are visible to all transactions, so that index-only scans are possible.
        await TimedAsync("statistics", () => ExecuteAsync("VACUUM (FREEZE, ANALYZE)"));
        await ExecuteAsync("CHECKPOINT");
    }

    private void Copy(Action<RowWriter> write)
    {
        using var rows = new PostgresRowWriter(database);
        write(rows);
        rows.Complete();
    }

    private async Task<List<(string Name, string Definition)>> IndexesAsync()
    {
        await using var command = database.CreateCommand(Indexes);
        await using var reader = await command.ExecuteReaderAsync();
        var indexes = new List<(string, string)>();
        while (await reader.ReadAsync())
            indexes.Add((reader.GetString(0), reader.GetString(1)));
        return indexes;
    }

    private async Task TimedAsync(string what, Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        say($"  {what}: {Stopwatch.GetElapsedTime(start).TotalSeconds:n0} s");
    }

    private async Task ExecuteAsync(string sql)
    {
#pragma warning disable CA2100 // Names of the database, and constants of this class.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
