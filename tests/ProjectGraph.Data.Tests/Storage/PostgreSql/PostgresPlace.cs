using Npgsql;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>A new database of the server that tests share.</summary>
public sealed class PostgresPlace : IStorePlace
{
    private static readonly string Server = Environment.GetEnvironmentVariable("PROJECTGRAPH_TEST_POSTGRES") ?? "Host=127.0.0.1;Port=54320;Username=postgres";

    private static readonly Lazy<Task<string>> Template = new(TemplateAsync);

    private readonly string database = $"q_{Guid.NewGuid():N}";
    private bool exists;

    public string ConnectionString => $"{Server};Database={database}";

    public async Task<GraphStore> OpenAsync(TimeProvider time)
    {
        if (!exists) Execute("dev", $"CREATE DATABASE {database} TEMPLATE {await Template.Value}");
        exists = true;
        return await OpenAsync(ConnectionString, time);
    }

    public void Execute(string sql) => Execute(database, sql);

    public void Dispose()
    {
        if (exists) Execute("dev", $"DROP DATABASE {database} WITH (FORCE)");
    }

    // A copy is quicker than the migrations.
    private static async Task<string> TemplateAsync()
    {
        var template = $"q_template_{Guid.NewGuid():N}";
        Execute("dev", $"CREATE DATABASE {template}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Execute("dev", $"DROP DATABASE {template} WITH (FORCE)");
        foreach (var name in (string[])["lower", "upper"])
            Execute(template, $"CREATE FUNCTION pjg_{name}(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN {name}(x COLLATE \"default\") COLLATE \"C\"");
        await using var store = await OpenAsync($"{Server};Pooling=false;Database={template}", TimeProvider.System);
        return template;
    }

    private static async Task<GraphStore> OpenAsync(string connectionString, TimeProvider time)
    {
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(connectionString)), time);
        await store.OpenAsync(default);
        return store;
    }

    private static void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection($"{Server};Pooling=false;Database={database}");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
