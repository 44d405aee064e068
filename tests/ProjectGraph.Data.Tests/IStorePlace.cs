using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Tests;

/// <summary>Where a test's database is: a new one each, gone afterwards.</summary>
public interface IStorePlace : IDisposable
{
    /// <summary>Opens the place's store: the same database at every call.</summary>
    Task<GraphStore> OpenAsync(TimeProvider time);
}
