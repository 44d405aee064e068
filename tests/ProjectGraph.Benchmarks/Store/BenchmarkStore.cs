namespace ProjectGraph.Benchmarks.Store;

/// <summary>Stores of any size with reproducible content. They are reused until the schema or the generator changes.</summary>
internal abstract class BenchmarkStore : IAsyncDisposable
{
    public static async Task<BenchmarkStore> OpenAsync(string name) =>
        name switch
        {
            "sqlite" => new SqliteStore(),
            "postgres" => await PostgresStore.StartAsync(),
            _ => throw new ArgumentException($"--store is `{name}`. It must be `sqlite` or `postgres`."),
        };

    public abstract Task<StoreAddress> GetAsync(int size);

    public abstract ValueTask DisposeAsync();

    protected static void Say(string what) => Console.Error.WriteLine(what);
}
