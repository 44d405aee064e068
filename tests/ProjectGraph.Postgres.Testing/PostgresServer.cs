using Npgsql;

namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// A private PostgreSQL server for tests, on a free port of 127.0.0.1 and in a folder that is deleted with it. It ends when this
/// object is disposed or collected, and when the process that started it ends in any way.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The owner of fresh databases. It is an ordinary role, so that tests notice missing permissions.</summary>
    public const string Owner = "projectgraph";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private readonly Cluster _cluster;

    private PostgresServer(Cluster cluster) => _cluster = cluster;

    public int Port => _cluster.Port;

    /// <summary>The password of the superuser and of <see cref="Owner"/>.</summary>
    public string Password => _cluster.Password;

    public string DataFolder => _cluster.DataFolder;

    public string LogFile => _cluster.LogFile;

    /// <summary>The connection string for the database <c>postgres</c> as the superuser.</summary>
    public string ConnectionString => GetConnectionString("postgres", Cluster.Superuser);

    /// <summary>Creates a server and starts it.</summary>
    /// <param name="durable">Whether commits survive a power failure. Most tests only kill processes and do not need it.</param>
    /// <param name="settings">Further lines of <c>postgresql.conf</c>. They override the default ones.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false, IReadOnlyDictionary<string, string>? settings = null)
    {
        var server = new PostgresServer(
            await Cluster.CreateAsync([.. DefaultSettings(durable), .. settings ?? new Dictionary<string, string>()])
        );
        return await server.DisposeOnFailureAsync(async () =>
        {
            await server.RestartAsync();
            await server.CreateOwnerAsync();
        });
    }

    /// <summary>Starts the server of a permanent folder with its databases. Creates a missing folder.</summary>
    /// <param name="folder">A folder that PostgreSQL's user may create and that nobody else uses.</param>
    public static async Task<PostgresServer> OpenAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var server = new PostgresServer(await Cluster.OpenAsync(folder, [.. DefaultSettings(durable: false), .. settings]));
        return await server.DisposeOnFailureAsync(async () =>
        {
            await server.RestartAsync();
            if (await server.ScalarAsync("SELECT true FROM pg_roles WHERE rolname = $1", Owner) is null)
                await server.CreateOwnerAsync();
        });
    }

    /// <summary>Creates a streaming hot standby of this server. It follows until it is promoted, stopped or disposed.</summary>
    /// <param name="port">The port of an ended server that it replaces. The default is a free port.</param>
    public async Task<PostgresServer> CreateStandbyAsync(int? port = null)
    {
        var standby = new PostgresServer(await Cluster.CopyAsync(_cluster, port));
        return await standby.DisposeOnFailureAsync(standby.RestartAsync);
    }

    /// <summary>Starts a server that was stopped or killed, on the same port.</summary>
    public async Task RestartAsync()
    {
        await _cluster.StartAsync();
        // A standby reports that it is up before it accepts connections.
        await Polling.UntilAsync($"PostgreSQL on port {Port} takes connections.", Deadline, AcceptsConnectionsAsync);
    }

    public Task StopAsync(StopMode mode = StopMode.Fast) => _cluster.StopAsync(mode);

    /// <summary>Kills all processes of the server by <c>kill -9</c>. Returns when none is left.</summary>
    public Task KillAsync() => _cluster.KillAsync();

    /// <summary>The connection string for a database of this server.</summary>
    public string GetConnectionString(string database, string user = Owner) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = user,
            Password = Password,
            Database = database,
        }.ConnectionString;

    /// <summary>Creates a database and returns its connection string for <see cref="Owner"/>.</summary>
    /// <param name="name">The name. The default is a unique one.</param>
    /// <param name="template">A database to copy. Its connections are terminated. By default the new database is empty.</param>
    public async Task<string> CreateDatabaseAsync(string? name = null, string? template = null)
    {
        name ??= $"test_{Guid.NewGuid():N}";
        if (template is not null)
            await TerminateConnectionsAsync(template);
        await ExecuteAsync($"CREATE DATABASE {Quote(name)} OWNER {Owner} TEMPLATE {Quote(template ?? "template0")}");
        return GetConnectionString(name);
    }

    /// <summary>Terminates every connection to a database and drops it.</summary>
    public async Task DropDatabaseAsync(string name)
    {
        ClearPools(name);
        await ExecuteAsync($"DROP DATABASE IF EXISTS {Quote(name)} WITH (FORCE)");
    }

    /// <summary>Breaks every connection to a database, as a fail-over or an administrator does.</summary>
    public Task TerminateConnectionsAsync(string database) =>
        ScalarAsync(
            "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
            database
        );

    /// <summary>Makes commits wait for the standby from now on, so that a fail-over loses nothing.</summary>
    public async Task EnableSynchronousCommitAsync(PostgresServer standby)
    {
        await ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await ExecuteAsync("SELECT pg_reload_conf()");
        await Polling.UntilAsync($"commits on port {Port} wait for the standby.", Deadline, async () =>
            await ScalarAsync("SELECT true FROM pg_stat_replication WHERE sync_state = 'sync'") is true
        );
        await standby.WaitForCatchUpAsync(this);
    }

    /// <summary>Promotes a standby. Returns when it accepts writes.</summary>
    public async Task PromoteAsync()
    {
        if (await ScalarAsync("SELECT pg_promote(true, 60)") is not true)
            throw new TimeoutException($"The standby on port {Port} was not promoted.");
    }

    /// <summary>Lets a standby lag: it still receives changes but does not apply them.</summary>
    public Task PauseReplayAsync() => ExecuteAsync("SELECT pg_wal_replay_pause()");

    public Task ResumeReplayAsync() => ExecuteAsync("SELECT pg_wal_replay_resume()");

    /// <summary>Waits until this standby has applied everything that the primary has committed by now.</summary>
    public async Task WaitForCatchUpAsync(PostgresServer primary)
    {
        var position = (string)(await primary.ScalarAsync("SELECT pg_current_wal_lsn()::text"))!;
        await Polling.UntilAsync($"the standby on port {Port} has applied {position}.", Deadline, async () =>
            await ScalarAsync("SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn", position) is true
        );
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static Dictionary<string, string> DefaultSettings(bool durable) =>
        new()
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["fsync"] = durable ? "on" : "off",
            ["max_connections"] = "300",
            ["wal_level"] = "replica",
            ["max_wal_senders"] = "10",
            ["hot_standby"] = "on",
            // A standby that has lost its primary retries more often than every five seconds.
            ["wal_retrieve_retry_interval"] = "200ms",
            ["log_line_prefix"] = "%m [%p] %q%u@%d ",
        };

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private Task CreateOwnerAsync() => ExecuteAsync($"CREATE ROLE {Owner} LOGIN PASSWORD '{Password}'");

    private void ClearPools(string database)
    {
        using var connection = new NpgsqlConnection(GetConnectionString(database));
        NpgsqlConnection.ClearPool(connection);
    }

    private async Task<PostgresServer> DisposeOnFailureAsync(Func<Task> start)
    {
        try
        {
            await start();
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task<bool> AcceptsConnectionsAsync()
    {
        try
        {
            return await ScalarAsync("SELECT true") is true;
        }
        catch (NpgsqlException exception)
            when (exception is not PostgresException || exception.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    // Not pooled, because a pool would return connections to a server that was killed meanwhile.
    private async Task<object?> ScalarAsync(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync();
    }
}
