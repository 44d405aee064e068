using System.Data.Common;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Storage.Sqlite;

namespace ProjectGraph.Data.Storage.Moving;

/// <summary>The source or the target of a transfer.</summary>
/// <param name="name">The name for messages, without user and password.</param>
internal sealed class TransferEndpoint(StoreDatabase database, string name) : IAsyncDisposable
{
    public StoreDatabase Database => database;

    public string Name => name;

    /// <param name="parameter">The name of the parameter that contains the address.</param>
    /// <exception cref="StoreException">The address is not valid.</exception>
    public static TransferEndpoint Parse(string address, string parameter) =>
        IsPostgres(address) ? FromServer(address, parameter) : FromFile(address);

    /// <exception cref="StoreException">A process has the store open.</exception>
    public async Task RequireUnusedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(session => database.Instance.CountOthers(session, now), cancellationToken) is > 0 and var count)
            throw new StoreException(
                StoreException.BadConfiguration,
                $"{name} is open in {count} running process(es). Stop them and try again. A killed process no longer counts after {database.Instance.MaxSilence.TotalSeconds:0} seconds."
            );
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static bool IsPostgres(string address) =>
        PostgresUrl.IsUrl(address) || HasKeyword(address, "Host") || HasKeyword(address, "Server");

    private static bool HasKeyword(string address, string keyword)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = address }.ContainsKey(keyword);
        }
        catch (ArgumentException)
        {
            // The address is not a connection string, so it is a path.
            return false;
        }
    }

    private static TransferEndpoint FromServer(string address, string parameter)
    {
        var settings = PostgresSettings.Read(address, setting: parameter);
        var connection = settings.Connection;
        var hosts = connection
            .Host!.Split(',')
            .Select(host => host.Contains(':', StringComparison.Ordinal) ? host : $"{host}:{connection.Port}");
        return new(new PostgresDatabase(settings), $"PostgreSQL {string.Join(',', hosts)}/{connection.Database ?? connection.Username}");
    }

    private static TransferEndpoint FromFile(string address) =>
        FromConnectionString(
            HasKeyword(address, "Data Source") || HasKeyword(address, "DataSource") || HasKeyword(address, "Filename")
                ? address
                : new SqliteConnectionStringBuilder { DataSource = address }.ConnectionString
        );

    private static TransferEndpoint FromConnectionString(string connectionString) =>
        new(new SqliteDatabase(connectionString), $"SQLite {new SqliteFile(connectionString).Path}");
}
