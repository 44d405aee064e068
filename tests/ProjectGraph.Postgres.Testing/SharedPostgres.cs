namespace ProjectGraph.Postgres.Testing;

/// <summary>
/// One server for all tests of a process that only need a database each. It starts on first use and ends with the process (see
/// <see cref="ServerFolder"/>). Tests must not stop it.
/// </summary>
public static class SharedPostgres
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(() => PostgresServer.StartAsync());

    public static Task<PostgresServer> GetServerAsync() => Server.Value;

    /// <summary>Creates a database, empty or as a copy of <paramref name="template"/>.</summary>
    public static async Task<FreshDatabase> CreateDatabaseAsync(string? template = null)
    {
        var name = $"test_{Guid.NewGuid():N}";
        var shared = await Server.Value;
        await shared.CreateDatabaseAsync(name, template);
        return new(shared, name);
    }
}
