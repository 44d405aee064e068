using Npgsql;

namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// Simulates a full disk for an empty table. The table's file is replaced by the device <c>/dev/full</c>, to which every write
/// fails. Disposing this object frees the disk again.
/// </summary>
public sealed class FullDisk : IAsyncDisposable
{
    private const string Device = "/dev/full";

    private readonly PostgresServer server;
    private readonly string database;
    private readonly string file;

    private FullDisk(PostgresServer server, string database, string file) => (this.server, this.database, this.file) = (server, database, file);

    private string Kept => file + ".kept";

    /// <param name="table">The table's name in the public schema.</param>
    public static async Task<FullDisk> ForAsync(PostgresServer server, string database, string table)
    {
        var disk = new FullDisk(server, database, Path.Combine(server.DataFolder, await FileOfAsync(server, database, table)));
        File.Move(disk.file, disk.Kept);
        File.CreateSymbolicLink(disk.file, Device);
        await disk.ForgetFilesAsync();
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        File.Move(Kept, file, overwrite: true);
        await ForgetFilesAsync();
    }

    // The server's processes keep used files open.
    private Task ForgetFilesAsync() => server.TerminateConnectionsAsync(database);

    private static async Task<string> FileOfAsync(PostgresServer server, string database, string table)
    {
        await using var connection = new NpgsqlConnection($"{server.ConnectionTo(database, "postgres")};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname = $1 AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) = 0", connection)
        {
            Parameters = { new() { Value = table } },
        };
        return (string?)await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"The empty table {table} was not found.");
    }
}
