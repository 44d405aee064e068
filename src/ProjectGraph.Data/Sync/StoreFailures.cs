using System.Data.Common;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Sync;

/// <summary>Classifies failures of the store for code that runs operations.</summary>
public static class StoreFailures
{
    /// <summary>Whether the failure comes from the store or its database.</summary>
    public static bool IsStoreFailure(Exception failure) => failure is StoreException or DbException;

    /// <summary>Whether the store is read-only.</summary>
    public static bool IsReadOnly(Exception failure) => failure is StoreException { Code: StoreException.ReadOnly };

    /// <summary>The message for the caller; null if the store did not write it.</summary>
    public static string? GetMessage(Exception failure) => (failure as StoreException)?.Message;

    /// <summary>The message for a change that may have been made. It does not suggest repeating the request.</summary>
    public static string? GetReason(Exception failure) => (failure as StoreException)?.Reason;

    /// <summary>The same failure with its consequence for the caller.</summary>
    public static Exception WithConsequence(Exception failure, string consequence) =>
        failure is StoreException store ? new StoreException(store.Code, $"{store.Message} {consequence}", store) : failure;
}
