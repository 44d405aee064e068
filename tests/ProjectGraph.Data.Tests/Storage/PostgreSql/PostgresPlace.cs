using Npgsql;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>A new database of the server that tests share.</summary>
public sealed class PostgresPlace : IStorePlace
{
    private static readonly string Server = Environment.GetEnvironmentVariable("PROJECTGRAPH_TEST_POSTGRES") ?? "Host=127.0.0.1;Port=54320;Username=postgres";

    private readonly string database = $"q_{Guid.NewGuid():N}";
    private bool exists;

    public string ConnectionString => $"{Server};Database={database}";

    public async Task<GraphStore> OpenAsync(TimeProvider time)
    {
        if (!exists) Execute("dev", $"CREATE DATABASE {database}");
        if (!exists) Functions();
        exists = true;
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(ConnectionString)), time);
        await store.OpenAsync(default);
        return store;
    }

    public void Dispose()
    {
        if (exists) Execute("dev", $"DROP DATABASE {database} WITH (FORCE)");
    }

    private void Functions()
    {
        foreach (var name in (string[])["lower", "upper"])
            Execute(database, $"CREATE FUNCTION pjg_{name}(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN {name}(x COLLATE \"default\") COLLATE \"C\"");
    }

    private static void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection($"{Server};Pooling=false;Database={database}");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
