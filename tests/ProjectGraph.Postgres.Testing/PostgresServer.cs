using Npgsql;

namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// A PostgreSQL of a test's own, on a spare port of 127.0.0.1, in a folder that goes with it. It ends when it is disposed or nobody
/// holds this object any more, and also when the process that started it dies, however it dies.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Who owns the fresh databases: an ordinary role, so that a test sees what an ordinary role may not do.</summary>
    public const string Owner = "projectgraph";

    private static readonly TimeSpan deadline = TimeSpan.FromMinutes(10);
    private readonly Cluster cluster;

    private PostgresServer(Cluster cluster) => this.cluster = cluster;

    public int Port => cluster.Port;

    /// <summary>Of both the superuser and <see cref="Owner"/>.</summary>
    public string Password => cluster.Password;

    public string DataFolder => cluster.DataFolder;

    public string LogFile => cluster.LogFile;

    /// <summary>To the database <c>postgres</c>, as the superuser.</summary>
    public string ConnectionString => ConnectionTo("postgres", Cluster.Superuser);

    /// <summary>Makes a server and starts it.</summary>
    /// <param name="durable">Whether commits survive a machine's sudden death; what dies in tests is processes, so that most need it not.</param>
    /// <param name="settings">Further lines of <c>postgresql.conf</c>, which win over the usual ones.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false, IReadOnlyDictionary<string, string>? settings = null)
    {
        var server = new PostgresServer(await Cluster.CreateAsync([.. Usual(durable), .. settings ?? new Dictionary<string, string>()]));
        return await server.OrNothingAsync(async () =>
        {
            await server.StartAgainAsync();
            await server.CreateOwnerAsync();
        });
    }

    /// <summary>Starts the server of a folder that stays, with its databases; makes one where there is none yet.</summary>
    /// <param name="folder">One that PostgreSQL's user may make, and that nobody else uses.</param>
    public static async Task<PostgresServer> OpenAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var server = new PostgresServer(await Cluster.OpenAsync(folder, [.. Usual(durable: false), .. settings]));
        return await server.OrNothingAsync(async () =>
        {
            await server.StartAgainAsync();
            if (await server.ScalarAsync("SELECT true FROM pg_roles WHERE rolname = $1", Owner) is null) await server.CreateOwnerAsync();
        });
    }

    /// <summary>A streaming hot standby of this server. It follows until it is promoted, stopped or disposed.</summary>
    /// <param name="port">The port of a server that is gone, whose place it takes; by default a spare one.</param>
    public async Task<PostgresServer> CreateStandbyAsync(int? port = null)
    {
        var standby = new PostgresServer(await Cluster.CopyAsync(cluster, port));
        return await standby.OrNothingAsync(standby.StartAgainAsync);
    }

    /// <summary>Starts a server that was stopped or killed, on the same port.</summary>
    public async Task StartAgainAsync()
    {
        await cluster.StartAsync();
        // A standby says that it is up before it takes connections.
        await Patience.UntilAsync($"PostgreSQL on port {Port} takes connections.", deadline, TakesConnectionsAsync);
    }

    public Task StopAsync(StopMode mode = StopMode.Fast) => cluster.StopAsync(mode);

    /// <summary><c>kill -9</c> to all of its processes. Returns when none is left.</summary>
    public Task KillAsync() => cluster.KillAsync();

    /// <summary>The address of a database here.</summary>
    public string ConnectionTo(string database, string user = Owner) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = user,
        Password = Password,
        Database = database,
    }.ConnectionString;

    /// <summary>Makes a database and answers its address, as <see cref="Owner"/>.</summary>
    /// <param name="name">By default one that nobody else has.</param>
    /// <param name="template">A database to copy instead of an empty one. Nobody may be connected to it: who is, is thrown out.</param>
    public async Task<string> CreateDatabaseAsync(string? name = null, string? template = null)
    {
        name ??= $"test_{Guid.NewGuid():N}";
        if (template is not null) await TerminateConnectionsAsync(template);
        await ExecuteAsync($"CREATE DATABASE {Quoted(name)} OWNER {Owner} TEMPLATE {Quoted(template ?? "template0")}");
        return ConnectionTo(name);
    }

    /// <summary>Ends every connection to a database, then the database itself.</summary>
    public async Task DropDatabaseAsync(string name)
    {
        ForgetConnections(name);
        await ExecuteAsync($"DROP DATABASE IF EXISTS {Quoted(name)} WITH (FORCE)");
    }

    /// <summary>Breaks every connection to a database, as a fail-over or an administrator does.</summary>
    public Task TerminateConnectionsAsync(string database) =>
        ScalarAsync("SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()", database);

    /// <summary>From here on nothing counts as committed before the standby has it, so that a fail-over loses nothing.</summary>
    public async Task CommitWithStandbyAsync(PostgresServer standby)
    {
        await ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await ExecuteAsync("SELECT pg_reload_conf()");
        await Patience.UntilAsync($"commits on port {Port} wait for the standby.", deadline,
            async () => await ScalarAsync("SELECT true FROM pg_stat_replication WHERE sync_state = 'sync'") is true);
        await standby.WaitForCatchUpAsync(this);
    }

    /// <summary>Makes a standby a server that takes writes. Returns when it does.</summary>
    public async Task PromoteAsync()
    {
        if (await ScalarAsync("SELECT pg_promote(true, 60)") is not true) throw new TimeoutException($"The standby on port {Port} was not promoted.");
    }

    /// <summary>Lets a standby lag: it goes on receiving and applies nothing.</summary>
    public Task PauseReplayAsync() => ExecuteAsync("SELECT pg_wal_replay_pause()");

    public Task ResumeReplayAsync() => ExecuteAsync("SELECT pg_wal_replay_resume()");

    /// <summary>Waits until this standby shows all that the primary has committed by now.</summary>
    public async Task WaitForCatchUpAsync(PostgresServer primary)
    {
        var position = (string)(await primary.ScalarAsync("SELECT pg_current_wal_lsn()::text"))!;
        await Patience.UntilAsync($"the standby on port {Port} has applied {position}.", deadline,
            async () => await ScalarAsync("SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn", position) is true);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private static Dictionary<string, string> Usual(bool durable) => new()
    {
        ["listen_addresses"] = "127.0.0.1",
        ["unix_socket_directories"] = "",
        ["fsync"] = durable ? "on" : "off",
        ["max_connections"] = "300",
        ["wal_level"] = "replica",
        ["max_wal_senders"] = "10",
        ["hot_standby"] = "on",
        // A standby that has lost its primary asks for it more often than every five seconds.
        ["wal_retrieve_retry_interval"] = "200ms",
        ["log_line_prefix"] = "%m [%p] %q%u@%d ",
    };

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private Task CreateOwnerAsync() => ExecuteAsync($"CREATE ROLE {Owner} LOGIN PASSWORD '{Password}'");

    private void ForgetConnections(string database)
    {
        using var connection = new NpgsqlConnection(ConnectionTo(database));
        NpgsqlConnection.ClearPool(connection);
    }

    private async Task<PostgresServer> OrNothingAsync(Func<Task> start)
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

    private async Task<bool> TakesConnectionsAsync()
    {
        try
        {
            return await ScalarAsync("SELECT true") is true;
        }
        catch (NpgsqlException exception) when (exception is not PostgresException || exception.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    // Not pooled: a pool would hand out connections to a server that was killed meanwhile.
    private async Task<object?> ScalarAsync(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync();
    }
}
