using System.Data.Common;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Failures of the store, as those see them who work on operations.</summary>
public static class StoreFailures
{
    /// <summary>Whether the store, or the database below it, failed.</summary>
    public static bool Is(Exception failure) => failure is StoreException or DbException;

    /// <summary>Whether the store takes no writes.</summary>
    public static bool IsReadOnly(Exception failure) => failure is StoreException { Code: StoreException.ReadOnly };

    /// <summary>What a caller may be told of it; null where it is not the store's own words.</summary>
    public static string? MessageOf(Exception failure) => (failure as StoreException)?.Message;

    /// <summary>The same for a change that may have been made: without an invitation to repeat it.</summary>
    public static string? ReasonOf(Exception failure) => (failure as StoreException)?.Reason;

    /// <summary>The same failure with what follows from it for the caller.</summary>
    public static Exception With(Exception failure, string consequence) =>
        failure is StoreException store ? new StoreException(store.Code, $"{store.Message} {consequence}", store) : failure;
}
