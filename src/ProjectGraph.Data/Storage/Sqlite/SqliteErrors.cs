using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>What SQLite's failures to write mean to the service.</summary>
internal static class SqliteErrors
{
    /// <summary>The failure as something that a caller can be told; null where it is none of those.</summary>
    public static StoreException? Said(SqliteException failure) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new(StoreException.Full, "The disk that holds the store's file has no room left: nothing was written. Make room on it and try again.", failure),
        raw.SQLITE_READONLY => new(StoreException.ReadOnly, "The store's file can be read only. Reads go on; write again when the service may write to the file and its folder.", failure),
        _ => null,
    };
}
