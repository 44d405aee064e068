using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Query.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Detects that the file was deleted, moved or truncated since it was opened. The system lets a process use a deleted file, but
/// its writes are lost when the process ends. A mapped page of a truncated file ends the process.
/// </summary>
/// <param name="witness">A connection that does not map the file.</param>
internal sealed class SqliteFileGuard(SqliteConnection witness, string path) : IDisposable
{
    private const string PagesBytes = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";

    // SQLITE_FCNTL_HAS_MOVED of sqlite3.h, which the wrapper does not expose.
    private const int HasMovedControl = 20;
    private static readonly byte[] MainSchema = "main\0"u8.ToArray();

    private readonly Lock _gate = new();
    private readonly FileInfo _file = new(path);
    private long _longest;
    private bool _disposed;

    /// <summary>Checks the file system by a separate connection, so that it does not wait for a running statement.</summary>
    /// <exception cref="StoreException">The file was deleted, moved, replaced or truncated.</exception>
    public void RequireInPlace()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            if (HasMoved())
                throw SqliteErrors.CreateFileMissing();
            if (IsTruncated())
                throw SqliteErrors.Damaged();
        }
    }

    public bool IsUsable
    {
        get
        {
            lock (_gate)
                return _disposed || !(HasMoved() || IsTruncated());
        }
    }

    private bool HasMoved()
    {
        var moved = 0;
        var code = FileControl(witness.Handle!.DangerousGetHandle(), MainSchema, HasMovedControl, ref moved);
        return code == raw.SQLITE_OK && moved != 0;
    }

    // The file only grows while it is served, unless somebody vacuums it: then its pages fit into it again.
    private bool IsTruncated()
    {
        _file.Refresh();
        var length = _file.Exists ? _file.Length : _longest;
        if (length >= _longest)
        {
            _longest = length;
            return false;
        }
        if (!HoldsItsPages(length))
            return true;
        _longest = length;
        return false;
    }

    private bool HoldsItsPages(long length)
    {
        try
        {
            using var command = witness.CreateCommand();
            command.CommandText = PagesBytes;
            // An empty file is a valid database of no pages, but not the store's.
            return command.ExecuteScalar() is long and > 0 and var bytes && bytes <= length;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            witness.Dispose();
        }
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(IntPtr database, byte[] schema, int control, ref int result);
}
