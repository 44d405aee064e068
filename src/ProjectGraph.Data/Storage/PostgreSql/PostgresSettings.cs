using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>The connection string with the service's defaults.</summary>
internal sealed class PostgresSettings
{
    private const string Example = "`Host=db;Database=projectgraph;Username=projectgraph;Password=…`";

    private readonly NpgsqlConnectionStringBuilder configured;

    private PostgresSettings(NpgsqlConnectionStringBuilder configured) => this.configured = configured;

    /// <summary>The largest number of connections that write to the primary at once.</summary>
    public int Writers => Math.Clamp(configured.MaxPoolSize / 4, 1, 16);

    /// <summary>The largest number of plans that are read at once.</summary>
    public int Readers => Math.Clamp(configured.MaxPoolSize / 2, 1, 24);

    /// <summary>The servers' addresses, with their ports if the connection string contains them.</summary>
    public IReadOnlyList<string> Hosts => configured.Host!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether the connection string has servers beside the primary to read from.</summary>
    public bool HasStandbys => Hosts.Count > 1;

    /// <summary>The largest lag of a standby. Beyond it the primary is read.</summary>
    public required TimeSpan LongestLag { get; init; }

    public NpgsqlConnectionStringBuilder Connection => new(configured.ConnectionString);

    /// <summary>
    /// The settings of read connections, which keep their own prepared statements. Automatic preparation is off, because statements
    /// whose plan depends on their values would get one plan for all values.
    /// </summary>
    public NpgsqlConnectionStringBuilder Reading => new(configured.ConnectionString) { MaxAutoPrepare = 0 };

    /// <summary>The settings of the heartbeat connection. Its time-outs are short, so that the next heartbeat uses a new one.</summary>
    public NpgsqlConnectionStringBuilder Pulse => new(configured.ConnectionString) { MaxPoolSize = 2, MinPoolSize = 0, Timeout = 3, CommandTimeout = 3, MaxAutoPrepare = 0 };

    /// <param name="connectionString">A connection string or a URL.</param>
    /// <param name="setting">The name of the setting, for messages.</param>
    /// <exception cref="StoreException">The connection string is missing or malformed.</exception>
    public static PostgresSettings Read(string? connectionString, TimeSpan? longestLag = null, string setting = "ConnectionStrings:ProjectGraph")
    {
        if (string.IsNullOrWhiteSpace(connectionString)) throw Bad(setting, $"is missing. Set it to the server, for example {Example}.");
        var configured = Parse(connectionString, setting);
        connectionString = configured.ConnectionString;
        if (string.IsNullOrWhiteSpace(configured.Host)) throw Bad(setting, $"does not contain a Host. Add the server, for example {Example}.");
        Default(configured, connectionString, "Application Name", () => configured.ApplicationName = "ProjectGraph");
        Default(configured, connectionString, "Timeout", () => configured.Timeout = 5);
        Default(configured, connectionString, "Keepalive", () => configured.KeepAlive = 15);
        Default(configured, connectionString, "Max Auto Prepare", () => configured.MaxAutoPrepare = 200);
        Default(configured, connectionString, "Auto Prepare Min Usages", () => configured.AutoPrepareMinUsages = 2);
        Default(configured, connectionString, "Host Recheck Seconds", () => configured.HostRecheckSeconds = 0);
        // An abandoned transaction would hold its locks forever.
        Default(configured, connectionString, "Options", () => configured.Options = "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s");
        configured.Enlist = false;
        return new(configured) { LongestLag = longestLag ?? TimeSpan.FromSeconds(30) };
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString, string setting)
    {
        try
        {
            return PostgresUrl.IsOne(connectionString) ? PostgresUrl.Parse(connectionString) : new(connectionString);
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            // The original message may contain the password.
            throw Bad(setting, $"is not a PostgreSQL connection string. Use this form: {Example}.");
        }
    }

    private static void Default(NpgsqlConnectionStringBuilder configured, string given, string keyword, Action set)
    {
        if (!new NpgsqlConnectionStringBuilder(given).ShouldSerialize(keyword)) set();
    }

    private static StoreException Bad(string setting, string problem) => new(StoreException.BadConfiguration, $"{setting} {problem}");
}
