using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>The connection string with the service's defaults.</summary>
internal sealed class PostgresSettings
{
    private const string Example = "`Host=db;Database=projectgraph;Username=projectgraph;Password=…`";

    private readonly NpgsqlConnectionStringBuilder _connectionString;

    private PostgresSettings(NpgsqlConnectionStringBuilder configured) => _connectionString = configured;

    /// <summary>The largest number of connections that write to the primary at once.</summary>
    public int MaxWriters => Math.Clamp(_connectionString.MaxPoolSize / 4, 1, 16);

    /// <summary>The largest number of plans that are read at once.</summary>
    public int MaxReaders => Math.Clamp(_connectionString.MaxPoolSize / 2, 1, 24);

    /// <summary>The servers' addresses, with their ports if the connection string contains them.</summary>
    public IReadOnlyList<string> Hosts =>
        _connectionString.Host!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether the connection string has servers beside the primary to read from.</summary>
    public bool HasStandbys => Hosts.Count > 1;

    /// <summary>The largest lag of a standby. Beyond it the primary is read.</summary>
    public required TimeSpan MaxLag { get; init; }

    public NpgsqlConnectionStringBuilder Connection => new(_connectionString.ConnectionString);

    /// <summary>
    /// The settings of read connections, which keep their own prepared statements. Automatic preparation is off, because statements
    /// whose plan depends on their values would get one plan for all values.
    /// </summary>
    public NpgsqlConnectionStringBuilder ReadConnection => new(_connectionString.ConnectionString) { MaxAutoPrepare = 0 };

    /// <summary>The settings of the heartbeat connection. Its time-outs are short, so that the next heartbeat uses a new one.</summary>
    public NpgsqlConnectionStringBuilder HeartbeatConnection =>
        new(_connectionString.ConnectionString)
        {
            MaxPoolSize = 2,
            MinPoolSize = 0,
            Timeout = 3,
            CommandTimeout = 3,
            MaxAutoPrepare = 0,
        };

    /// <param name="connectionString">A connection string or a URL.</param>
    /// <param name="setting">The name of the setting, for messages.</param>
    /// <exception cref="StoreException">The connection string is missing or malformed.</exception>
    public static PostgresSettings Read(
        string? connectionString,
        TimeSpan? longestLag = null,
        string setting = "ConnectionStrings:ProjectGraph"
    )
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw CreateInvalid(setting, $"is missing. Set it to the server, for example {Example}.");
        var configured = Parse(connectionString, setting);
        connectionString = configured.ConnectionString;
        if (string.IsNullOrWhiteSpace(configured.Host))
            throw CreateInvalid(setting, $"does not contain a Host. Add the server, for example {Example}.");
        SetDefault(configured, connectionString, "Application Name", () => configured.ApplicationName = "ProjectGraph");
        SetDefault(configured, connectionString, "Timeout", () => configured.Timeout = 5);
        SetDefault(configured, connectionString, "Keepalive", () => configured.KeepAlive = 15);
        SetDefault(configured, connectionString, "Max Auto Prepare", () => configured.MaxAutoPrepare = 200);
        SetDefault(configured, connectionString, "Auto Prepare Min Usages", () => configured.AutoPrepareMinUsages = 2);
        SetDefault(configured, connectionString, "Host Recheck Seconds", () => configured.HostRecheckSeconds = 0);
        // An abandoned transaction would hold its locks forever.
        SetDefault(configured, connectionString, "Options", () =>
            configured.Options = "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"
        );
        configured.Enlist = false;
        return new(configured) { MaxLag = longestLag ?? TimeSpan.FromSeconds(30) };
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString, string setting)
    {
        try
        {
            return PostgresUrl.IsUrl(connectionString) ? PostgresUrl.Parse(connectionString) : new(connectionString);
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            // The original message may contain the password.
            throw CreateInvalid(setting, $"is not a PostgreSQL connection string. Use this form: {Example}.");
        }
    }

    private static void SetDefault(NpgsqlConnectionStringBuilder configured, string given, string keyword, Action set)
    {
        if (!new NpgsqlConnectionStringBuilder(given).ShouldSerialize(keyword))
            set();
    }

    private static StoreException CreateInvalid(string setting, string problem) =>
        new(StoreException.BadConfiguration, $"{setting} {problem}");
}
