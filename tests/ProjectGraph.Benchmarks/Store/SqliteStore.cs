using System.Globalization;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Benchmarks.Store;

/// <summary>Creates one database file per size.</summary>
internal sealed class SqliteStore : BenchmarkStore
{
    public override async Task<StoreAddress> GetAsync(int size)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "projectgraph-bench")).FullName;
        var building = Path.Combine(folder, $"building-{Environment.ProcessId}.db");
        Delete(building);
        await using (await GraphStore.CreateAsync(building, TimeProvider.System)) { }
        var path = Path.Combine(
            folder,
            string.Create(CultureInfo.InvariantCulture, $"{size}-{Version(building)}-{ProjectRows.Generation}.db")
        );
        if (!File.Exists(path))
        {
            Say($"Building a store of {size:n0} projects…");
            Fill(building, size);
            File.Move(building, path);
        }
        Delete(building);
        return StoreAddress.FromFile(path);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Version(string path)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(\"MigrationId\") FROM \"__EFMigrationsHistory\"";
        return (string)command.ExecuteScalar()!;
    }

    private static void Fill(string path, int size)
    {
        using var connection = Open(path);
        Execute(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA foreign_keys = OFF;");
        using (var transaction = connection.BeginTransaction())
        {
            new ProjectRows(new SqliteRowWriter(connection), size).Write();
            transaction.Commit();
        }
        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE);");
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static void Delete(string path)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(path + suffix);
    }
}
