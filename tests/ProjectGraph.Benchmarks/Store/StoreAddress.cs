namespace ProjectGraph.Benchmarks.Store;

/// <summary>The address of a store, passed to the service in environment variables, which other users of the machine cannot read.</summary>
internal sealed record StoreAddress(string Provider, string ConnectionString)
{
    private const string FilePrefix = "Data Source=";
    private const string ProviderVariable = "Store__Provider";
    private const string ConnectionVariable = "ConnectionStrings__ProjectGraph";

    public bool IsPostgres => Provider == "PostgreSql";

    /// <summary>The address of a SQLite store.</summary>
    public string File => ConnectionString[FilePrefix.Length..];

    public static StoreAddress FromFile(string path) => new("Sqlite", FilePrefix + path);

    public static StoreAddress FromConnectionString(string connectionString) => new("PostgreSql", connectionString);

    /// <summary>The address in this process's environment.</summary>
    public static StoreAddress FromEnvironment() =>
        new(Environment.GetEnvironmentVariable(ProviderVariable)!, Environment.GetEnvironmentVariable(ConnectionVariable)!);

    public void SetEnvironment(IDictionary<string, string?> environment)
    {
        environment[ProviderVariable] = Provider;
        environment[ConnectionVariable] = ConnectionString;
    }
}
