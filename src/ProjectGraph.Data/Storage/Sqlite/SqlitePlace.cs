using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Query.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Whether the file is still where it was opened, and whole. The system lets a process go on with a file that was deleted: what
/// it writes there is lost with its end. A page of a file that was truncated ends the process where it is mapped.
/// </summary>
/// <param name="witness">A connection that does not map the file.</param>
internal sealed class SqlitePlace(SqliteConnection witness, string path) : IDisposable
{
    private const string PagesBytes = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";

    // SQLITE_FCNTL_HAS_MOVED of sqlite3.h, which the wrapper does not offer.
    private const int HasMovedControl = 20;
    private static readonly byte[] main = "main\0"u8.ToArray();

    private readonly Lock gate = new();
    private readonly FileInfo file = new(path);
    private long longest;
    private bool disposed;

    /// <summary>One look at the file system, by a connection of its own: none waits for a statement that runs.</summary>
    /// <exception cref="StoreException">The file was deleted, moved, replaced or truncated.</exception>
    public void Demand()
    {
        lock (gate)
        {
            if (disposed) return;
            if (HasMoved()) throw SqliteErrors.Missing();
            if (IsTruncated()) throw SqliteErrors.Damaged();
        }
    }

    public bool IsUsable
    {
        get
        {
            lock (gate) return disposed || !(HasMoved() || IsTruncated());
        }
    }

    private bool HasMoved()
    {
        var moved = 0;
        var code = FileControl(witness.Handle!.DangerousGetHandle(), main, HasMovedControl, ref moved);
        return code == raw.SQLITE_OK && moved != 0;
    }

    // The file only grows while it is served, unless somebody vacuums it: then its pages fit into it again.
    private bool IsTruncated()
    {
        file.Refresh();
        var length = file.Exists ? file.Length : longest;
        if (length >= longest)
        {
            longest = length;
            return false;
        }
        if (!HoldsItsPages(length)) return true;
        longest = length;
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
        lock (gate)
        {
            disposed = true;
            witness.Dispose();
        }
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(IntPtr database, byte[] schema, int control, ref int result);
}
