using System.Diagnostics;
using System.Globalization;
using Npgsql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Benchmarks.Store;

/// <summary>Creates one database per size on a private server whose data is kept between runs.</summary>
internal sealed class PostgresStore : BenchmarkStore
{
    private const string Building = "building";

    /// <summary>The settings that differ from PostgreSQL's defaults. A benchmark's data need not survive a power failure.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["shared_buffers"] = "512MB",
        ["max_wal_size"] = "8GB",
        ["checkpoint_timeout"] = "30min",
        ["synchronous_commit"] = "off",
    };

    // A hash of the schema itself, because a migration under development changes without a new name.
    private const string Schema = """
        SELECT left(md5(string_agg(line, ' ' ORDER BY line)), 12) FROM (
            SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, collation_name) FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace) AS lines (line)
        """;

    private readonly PostgresServer _server;

    private PostgresStore(PostgresServer server) => _server = server;

    public static async Task<PostgresStore> StartAsync() =>
        new(await PostgresServer.OpenAsync(Path.Combine(Path.GetTempPath(), "projectgraph-bench-postgres"), Settings));

    public override async Task<StoreAddress> GetAsync(int size)
    {
        await _server.DropDatabaseAsync(Building);
        var building = await _server.CreateDatabaseAsync(Building);
        await PostgresFiller.CreateSchemaAsync(building);
        await using var administration = NpgsqlDataSource.Create($"{_server.ConnectionString};Pooling=False;Command Timeout=0");
        var prefix = string.Create(CultureInfo.InvariantCulture, $"projects_{size}_");
        var name = prefix + await VersionAsync();
        if (await ScalarAsync(administration, $"SELECT true FROM pg_database WHERE datname = '{name}'") is null)
        {
            await DropOlderAsync(administration, prefix);
            await FillAsync(size);
            await ScalarAsync(administration, $"ALTER DATABASE {Building} RENAME TO {name}");
        }
        await _server.DropDatabaseAsync(Building);
        return StoreAddress.FromConnectionString(_server.GetConnectionString(name));
    }

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<string> VersionAsync()
    {
        await using var database = NpgsqlDataSource.Create($"{_server.GetConnectionString(Building)};Pooling=False");
        return $"{await ScalarAsync(database, Schema)}_{ProjectRows.Generation}";
    }

    private async Task DropOlderAsync(NpgsqlDataSource administration, string prefix)
    {
        while (
            await ScalarAsync(administration, $"SELECT datname FROM pg_database WHERE starts_with(datname, '{prefix}') LIMIT 1")
                is string older
        )
            await _server.DropDatabaseAsync(older);
    }

    private async Task FillAsync(int size)
    {
        Say($"Building a database of {size:n0} projects…");
        var start = Stopwatch.GetTimestamp();
        await using var database = NpgsqlDataSource.Create(
            $"{_server.GetConnectionString(Building, "postgres")};Pooling=False;Command Timeout=0;Options={PostgresFiller.SessionOptions}"
        );
        await new PostgresFiller(database, Say).RunAsync(rows => new ProjectRows(rows, size).Write());
        var bytes = (long)(await ScalarAsync(database, $"SELECT pg_database_size('{Building}')"))!;
        Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Built in {Stopwatch.GetElapsedTime(start).TotalSeconds:n0} s; {bytes / 1048576.0:n0} MB on disk."
            )
        );
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
#pragma warning disable CA2100 // Names of this class.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
