using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>The connection string, with what the service needs where it says nothing else.</summary>
internal sealed class PostgresSettings
{
    private const string Example = "`Host=db;Database=projectgraph;Username=projectgraph;Password=…`";

    private readonly NpgsqlConnectionStringBuilder configured;

    private PostgresSettings(NpgsqlConnectionStringBuilder configured) => this.configured = configured;

    /// <summary>How many connections to the primary write at once.</summary>
    public int Writers => Math.Clamp(configured.MaxPoolSize / 4, 1, 16);

    /// <summary>How many plans are read at once.</summary>
    public int Readers => Math.Clamp(configured.MaxPoolSize / 2, 1, 24);

    /// <summary>The servers' addresses, each with its port where it has one.</summary>
    public IReadOnlyList<string> Hosts => configured.Host!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether there are servers beside the primary to read from.</summary>
    public bool HasStandbys => Hosts.Count > 1;

    /// <summary>How old what a standby shows may be, before the primary is read instead.</summary>
    public required TimeSpan LongestLag { get; init; }

    public NpgsqlConnectionStringBuilder Connection => new(configured.ConnectionString);

    /// <summary>
    /// For connections that are kept with the statements that were prepared on them: the driver prepares none itself, or those whose
    /// plan depends on their values would get one plan for all.
    /// </summary>
    public NpgsqlConnectionStringBuilder Reading => new(configured.ConnectionString) { MaxAutoPrepare = 0 };

    /// <summary>For signs of life: apart from all other connections, and given up early, so that the next sign is tried on a new one.</summary>
    public NpgsqlConnectionStringBuilder Pulse => new(configured.ConnectionString) { MaxPoolSize = 2, MinPoolSize = 0, Timeout = 3, CommandTimeout = 3, MaxAutoPrepare = 0 };

    /// <param name="connectionString">May be a URL as well.</param>
    /// <param name="setting">What it was given as.</param>
    /// <exception cref="StoreException">There is none, or it is none.</exception>
    public static PostgresSettings Read(string? connectionString, TimeSpan? longestLag = null, string setting = "ConnectionStrings:ProjectGraph")
    {
        if (string.IsNullOrWhiteSpace(connectionString)) throw Bad(setting, $"is missing. Give the server: {Example}.");
        var configured = Parse(connectionString, setting);
        connectionString = configured.ConnectionString;
        if (string.IsNullOrWhiteSpace(configured.Host)) throw Bad(setting, $"names no Host. Give the server: {Example}.");
        Default(configured, connectionString, "Application Name", () => configured.ApplicationName = "ProjectGraph");
        Default(configured, connectionString, "Timeout", () => configured.Timeout = 5);
        Default(configured, connectionString, "Keepalive", () => configured.KeepAlive = 15);
        Default(configured, connectionString, "Max Auto Prepare", () => configured.MaxAutoPrepare = 200);
        Default(configured, connectionString, "Auto Prepare Min Usages", () => configured.AutoPrepareMinUsages = 2);
        Default(configured, connectionString, "Host Recheck Seconds", () => configured.HostRecheckSeconds = 0);
        // A transaction that nobody goes on with would hold its locks for ever.
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
            // The cause may hold the password.
            throw Bad(setting, $"is no connection string of PostgreSQL. It looks like {Example}.");
        }
    }

    private static void Default(NpgsqlConnectionStringBuilder configured, string given, string keyword, Action set)
    {
        if (!new NpgsqlConnectionStringBuilder(given).ShouldSerialize(keyword)) set();
    }

    private static StoreException Bad(string setting, string what) => new(StoreException.BadConfiguration, $"{setting} {what}");
}
