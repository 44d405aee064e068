using Npgsql;

namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// Simulates a full disk for an empty table. The table's file is replaced by the device <c>/dev/full</c>, to which every write
/// fails. Disposing this object frees the disk again.
/// </summary>
public sealed class FullDisk : IAsyncDisposable
{
    private const string Device = "/dev/full";

    private readonly PostgresServer _server;
    private readonly string _database;
    private readonly string _file;

    private FullDisk(PostgresServer server, string database, string file) => (_server, _database, _file) = (server, database, file);

    private string BackupFile => _file + ".kept";

    /// <param name="table">The table's name in the public schema.</param>
    public static async Task<FullDisk> CreateAsync(PostgresServer server, string database, string table)
    {
        var disk = new FullDisk(server, database, Path.Combine(server.DataFolder, await FindFileAsync(server, database, table)));
        File.Move(disk._file, disk.BackupFile);
        File.CreateSymbolicLink(disk._file, Device);
        await disk.CloseOpenFilesAsync();
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        File.Move(BackupFile, _file, overwrite: true);
        await CloseOpenFilesAsync();
    }

    // The server's processes keep used files open.
    private Task CloseOpenFilesAsync() => _server.TerminateConnectionsAsync(_database);

    private static async Task<string> FindFileAsync(PostgresServer server, string database, string table)
    {
        await using var connection = new NpgsqlConnection($"{server.GetConnectionString(database, "postgres")};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname = $1 AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) = 0",
            connection
        )
        {
            Parameters = { new() { Value = table } },
        };
        return (string?)await command.ExecuteScalarAsync()
            ?? throw new InvalidOperationException($"The empty table {table} was not found.");
    }
}
