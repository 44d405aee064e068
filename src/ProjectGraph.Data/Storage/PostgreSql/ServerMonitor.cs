using System.Globalization;
using Npgsql;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>Polls the role and the lag of every server of the connection string once a second.</summary>
internal sealed class ServerMonitor : IAsyncDisposable
{
    private const string SelectStatus = """
        SELECT pg_is_in_recovery(), CAST(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END - '0/0' AS bigint),
               (SELECT max("Position") FROM "Changes")
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly (string Name, NpgsqlDataSource Source)[] _dataSources;
    private readonly TimeSpan _maxLag;
    private readonly PrimaryLogHistory _history = new();
    private readonly CancellationTokenSource _stopping = new();
    private volatile IReadOnlyList<StoreServer> _lastSeen = [];
    private Task _watching = Task.CompletedTask;

    public ServerMonitor(PostgresSettings settings)
    {
        _maxLag = settings.MaxLag;
        _dataSources =
        [
            .. settings
                .Hosts.Select(host => CreateSettings(settings, host))
                .Select(server => (GetName(server), NpgsqlDataSource.Create(server))),
        ];
    }

    /// <summary>The servers in the order of the connection string. Empty before the first poll.</summary>
    public IReadOnlyList<StoreServer> Servers => _lastSeen;

    /// <summary>Whether the lag of the connection's server exceeds the limit.</summary>
    public bool IsLagExceeded(NpgsqlConnection connection)
    {
        var name = $"{connection.Host}:{connection.Port}";
        return _lastSeen.FirstOrDefault(server => server.Name == name)?.Lag > _maxLag;
    }

    public void Start() => _watching = WatchAsync();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        foreach (var (_, source) in _dataSources)
            await source.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                _lastSeen = await PollAsync();
            } while (await timer.WaitForNextTickAsync(_stopping.Token));
        }
        catch (OperationCanceledException)
        {
            // The store is closed.
        }
    }

    private async Task<IReadOnlyList<StoreServer>> PollAsync()
    {
        var readings = await Task.WhenAll(_dataSources.Select(server => ReadAsync(server.Name, server.Source)));
        var now = DateTimeOffset.UtcNow;
        foreach (var reading in readings)
            if (reading.Role == ServerRole.Primary)
                _history.Add(now, reading.Place);
        return
        [
            .. readings.Select(reading => new StoreServer(
                reading.Name,
                reading.Role,
                reading.Role == ServerRole.Standby ? _history.GetLag(reading.Place, now) : null,
                reading.Position
            )),
        ];
    }

    // A pooled connection may have been closed while its server works. So a second attempt uses a new one.
    private async Task<(string Name, ServerRole Role, long Place, long? Position)> ReadAsync(string name, NpgsqlDataSource source) =>
        await TryReadAsync(name, source) ?? await TryReadAsync(name, source) ?? (name, ServerRole.Unreachable, 0, null);

    private async Task<(string Name, ServerRole Role, long Place, long? Position)?> TryReadAsync(string name, NpgsqlDataSource source)
    {
        try
        {
            await using var command = source.CreateCommand(SelectStatus);
            await using var reader = await command.ExecuteReaderAsync(_stopping.Token);
            await reader.ReadAsync(_stopping.Token);
            return (
                name,
                reader.GetBoolean(0) ? ServerRole.Standby : ServerRole.Primary,
                reader.GetInt64(1),
                await reader.GetFieldValueAsync<long?>(2, _stopping.Token)
            );
        }
        catch (Exception lost) when (lost is NpgsqlException or IOException or TimeoutException)
        {
            return null;
        }
    }

    private static string GetName(NpgsqlConnectionStringBuilder server) => $"{server.Host}:{server.Port}";

    private static NpgsqlConnectionStringBuilder CreateSettings(PostgresSettings settings, string host)
    {
        var connection = settings.Connection;
        var colon = host.LastIndexOf(':');
        connection.Host = colon < 0 ? host : host[..colon];
        if (colon >= 0)
            connection.Port = int.Parse(host[(colon + 1)..], CultureInfo.InvariantCulture);
        connection.TargetSessionAttributes = null;
        (connection.MinPoolSize, connection.MaxPoolSize, connection.Timeout, connection.CommandTimeout) = (0, 1, 2, 2);
        return connection;
    }
}
