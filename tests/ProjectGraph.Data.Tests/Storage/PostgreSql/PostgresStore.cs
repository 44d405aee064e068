using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>A database of a test's own on the shared server: a copy of one that has the schema and the calendar already.</summary>
internal sealed class PostgresStore : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> template = new(MakeTemplateAsync);
    private FreshDatabase? database;

    public async Task<string> ConnectionStringAsync() =>
        (database ??= await SharedPostgres.DatabaseAsync(await template.Value)).ConnectionString;

    /// <summary>Opens it: the same one at every call.</summary>
    public async Task<GraphStore> OpenAsync(TimeProvider time) => await OpenAsync(await ConnectionStringAsync(), time);

    public static async Task<GraphStore> OpenAsync(string connectionString, TimeProvider time)
    {
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(connectionString)), time);
        await store.OpenAsync(default);
        return store;
    }

    public ValueTask DisposeAsync() => database?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<string> MakeTemplateAsync()
    {
        var made = await SharedPostgres.DatabaseAsync();
        await using (await OpenAsync(made.ConnectionString, new FakeTime()))
        {
        }
        return made.Name;
    }
}
