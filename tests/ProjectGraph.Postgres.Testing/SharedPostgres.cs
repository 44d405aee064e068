namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// One server for all tests of a process that only need a database each. It starts at first use and ends with the process
/// (see <see cref="ServerFolder"/>), so that no test may stop it.
/// </summary>
public static class SharedPostgres
{
    private static readonly Lazy<Task<PostgresServer>> server = new(() => PostgresServer.StartAsync());

    public static Task<PostgresServer> ServerAsync() => server.Value;

    /// <summary>A fresh database, empty or a copy of <paramref name="template"/>.</summary>
    public static async Task<FreshDatabase> DatabaseAsync(string? template = null)
    {
        var name = $"test_{Guid.NewGuid():N}";
        var shared = await server.Value;
        await shared.CreateDatabaseAsync(name, template);
        return new(shared, name);
    }
}
