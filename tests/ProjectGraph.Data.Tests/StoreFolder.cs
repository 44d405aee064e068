using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests;

/// <summary>A temporary folder for a test's files, deleted afterwards.</summary>
public sealed class StoreFolder : IStoreLocation
{
    public StoreFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "projectgraph-tests", Guid.NewGuid().ToString("N"));

    public string File => Path.Combine(Root, "graph.db");

    public Task<GraphStore> OpenAsync(TimeProvider time) => GraphStore.CreateAsync(File, time);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
