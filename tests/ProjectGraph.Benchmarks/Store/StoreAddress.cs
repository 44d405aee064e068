namespace ProjectGraph.Benchmarks.Store;

/// <summary>Where a store is, as the service is told it: by its environment, which other users of the machine don't see.</summary>
internal sealed record StoreAddress(string Provider, string ConnectionString)
{
    private const string FilePrefix = "Data Source=";
    private const string ProviderVariable = "Store__Provider";
    private const string ConnectionVariable = "ConnectionStrings__ProjectGraph";

    public bool IsPostgres => Provider == "PostgreSql";

    /// <summary>SQLite's.</summary>
    public string File => ConnectionString[FilePrefix.Length..];

    public static StoreAddress OfFile(string path) => new("Sqlite", FilePrefix + path);

    public static StoreAddress OfDatabase(string connectionString) => new("PostgreSql", connectionString);

    /// <summary>What this process was given.</summary>
    public static StoreAddress Given() =>
        new(Environment.GetEnvironmentVariable(ProviderVariable)!, Environment.GetEnvironmentVariable(ConnectionVariable)!);

    public void GiveTo(IDictionary<string, string?> environment)
    {
        environment[ProviderVariable] = Provider;
        environment[ConnectionVariable] = ConnectionString;
    }
}
