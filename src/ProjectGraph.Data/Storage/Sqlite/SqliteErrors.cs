using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>What SQLite's failures mean to the service.</summary>
internal static class SqliteErrors
{
    /// <summary>A failure while the service runs, as something that a caller can be told; null where it is none of those.</summary>
    public static StoreException? Said(SqliteException failure) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new(StoreException.Full, "The disk that holds the store's file has no room left. Make room on it.", failure),
        raw.SQLITE_READONLY => ReadOnly(failure),
        raw.SQLITE_CANTOPEN => Missing(failure),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(failure),
        raw.SQLITE_IOERR => new(StoreException.Unreachable, "The disk that holds the store's file does not read or write. The operator looks at the disk.", failure),
        _ => null,
    };

    public static StoreException ReadOnly(Exception? cause = null) => new(
        StoreException.ReadOnly, "The store's file can be read only. Reads go on.", cause, "Write again when the service may write to the file and its folder, and was restarted.");

    public static StoreException Damaged(Exception? cause = null) =>
        new(StoreException.Damaged, "The store's file is damaged. The operator restores it from a backup and restarts the service.", cause);

    public static StoreException Missing(Exception? cause = null) => new(
        StoreException.FileMissing, "The store's file was deleted or replaced while the service runs: nothing can be read or recorded. The operator puts it back and restarts the service.", cause);

    /// <summary>A failure to open the file: one line for the operator, with path, reason and advice.</summary>
    /// <param name="setting">The setting that names the file.</param>
    public static StoreException Opening(string path, Exception failure, string setting = "ConnectionStrings:ProjectGraph") => new(StoreException.BadConfiguration, failure switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB } => $"{path} is not a SQLite database. Name another file in {setting}, or move this one away: the service creates a new one.",
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT } => $"{path} is damaged. Restore it from a backup, or move it away: the service creates a new one and reads the vendors again.",
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => $"{path} is locked by another process. End that one, or name another file in {setting}.",
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => $"The disk that holds {path} has no room left. Make room on it.",
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH } or UnauthorizedAccessException =>
            $"{path} can't be opened or created: the service's user may not write there. Give that user the file and its folder, or name another file in {setting}.",
        SqliteException sqlite => $"{path} can't be used: SQLite reports error {sqlite.SqliteExtendedErrorCode}. Check the disk, or restore the file from a backup.",
        _ => $"{path} can't be opened or created: {failure.Message.TrimEnd('.')}. Name another file in {setting}.",
    }, failure);
}
