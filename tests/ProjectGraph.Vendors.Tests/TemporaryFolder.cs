namespace ProjectGraph.Vendors.Tests;

/// <summary>A folder of one test. It is deleted afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("projectgraph-vendors-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
