namespace ProjectGraph.Postgres.Testing;

/// <summary>A database for one test, until it is disposed.</summary>
public sealed class FreshDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;

    internal FreshDatabase(PostgresServer server, string name)
    {
        _server = server;
        Name = name;
    }

    public string Name { get; }

    /// <summary>The connection string for the database's owner, who is not a superuser.</summary>
    public string ConnectionString => _server.GetConnectionString(Name);

    public ValueTask DisposeAsync() => new(_server.DropDatabaseAsync(Name));
}
