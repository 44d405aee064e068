using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>Translates SQLite's failures to failures of the store.</summary>
internal static class SqliteErrors
{
    /// <summary>Translates a failure while the service runs to one for callers. Null if callers cannot use it.</summary>
    public static StoreException? Translate(SqliteException failure) =>
        failure.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => new(StoreException.Full, "The disk that holds the store's file is full. Free space on it.", failure),
            raw.SQLITE_READONLY => CreateReadOnly(failure),
            raw.SQLITE_CANTOPEN => CreateFileMissing(failure),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(failure),
            raw.SQLITE_IOERR => new(
                StoreException.Unreachable,
                "The disk that holds the store's file reports read or write errors. The operator must check the disk.",
                failure
            ),
            _ => null,
        };

    public static StoreException CreateReadOnly(Exception? cause = null) =>
        new(
            StoreException.ReadOnly,
            "The store's file is read-only. Reads still work.",
            cause,
            "Write again after the operator has made the file and its folder writable and restarted the service."
        );

    public static StoreException Damaged(Exception? cause = null) =>
        new(
            StoreException.Damaged,
            "The store's file is damaged. The operator must restore it from a backup and restart the service.",
            cause
        );

    public static StoreException CreateFileMissing(Exception? cause = null) =>
        new(
            StoreException.FileMissing,
            "The store's file was deleted or replaced while the service is running. Nothing can be read or recorded. The operator must restore the file and restart the service.",
            cause
        );

    /// <summary>Translates a failure to open the file to one line for the operator, with path, reason and advice.</summary>
    /// <param name="setting">The setting that names the file.</param>
    public static StoreException TranslateOpening(string path, Exception failure, string setting = "ConnectionStrings:ProjectGraph") =>
        new(
            StoreException.BadConfiguration,
            failure switch
            {
                SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB } =>
                    $"{path} is not a SQLite database. Name another file in {setting}, or move this one away so that the service creates a new one.",
                SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT } =>
                    $"{path} is damaged. Restore it from a backup, or move it away so that the service creates a new one and reads the vendors again.",
                SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } =>
                    $"{path} is locked by another process. Stop that process, or name another file in {setting}.",
                SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => $"The disk that holds {path} is full. Free space on it.",
                SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH }
                or UnauthorizedAccessException =>
                    $"{path} can't be opened or created: the service's user lacks the permission. Let that user write to the file and its folder, or name another file in {setting}.",
                SqliteException sqlite =>
                    $"{path} can't be used: SQLite reports error {sqlite.SqliteExtendedErrorCode}. Check the disk, or restore the file from a backup.",
                _ => $"{path} can't be opened or created: {failure.Message.TrimEnd('.')}. Name another file in {setting}.",
            },
            failure
        );
}
