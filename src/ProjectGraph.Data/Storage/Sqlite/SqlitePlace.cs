using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Query.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Whether the file is still where it was opened. The system lets a process go on with a file that was deleted: what it writes
/// there is lost with its end.
/// </summary>
internal sealed class SqlitePlace(SqliteConnection witness) : IDisposable
{
    // SQLITE_FCNTL_HAS_MOVED of sqlite3.h, which the wrapper does not offer.
    private const int HasMovedControl = 20;
    private static readonly byte[] main = "main\0"u8.ToArray();

    private readonly Lock gate = new();
    private bool disposed;

    /// <summary>One look at the file system, by a connection of its own: none waits for a statement that runs.</summary>
    /// <exception cref="StoreException">The file was deleted, moved or replaced.</exception>
    public void Demand()
    {
        if (HasMoved) throw SqliteErrors.Missing();
    }

    public bool HasMoved
    {
        get
        {
            lock (gate)
            {
                if (disposed) return false;
                var moved = 0;
                var code = FileControl(witness.Handle!.DangerousGetHandle(), main, HasMovedControl, ref moved);
                return code == raw.SQLITE_OK && moved != 0;
            }
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
