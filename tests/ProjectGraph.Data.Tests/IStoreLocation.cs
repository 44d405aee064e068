using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests;

/// <summary>The location of a test's database, which is created for the test and deleted afterwards.</summary>
public interface IStoreLocation : IDisposable
{
    /// <summary>Opens the store of this location; every call opens the same database.</summary>
    Task<GraphStore> OpenAsync(TimeProvider time);
}
