using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using ProjectGraph.Data.Query.Sqlite;
using SQLitePCL;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Detects that the file was deleted or moved since it was opened. The system lets a process use a deleted file, but its writes
/// are lost when the process ends.
/// </summary>
internal sealed class SqlitePlace(SqliteConnection witness) : IDisposable
{
    // SQLITE_FCNTL_HAS_MOVED of sqlite3.h, which the wrapper does not expose.
    private const int HasMovedControl = 20;
    private static readonly byte[] main = "main\0"u8.ToArray();

    private readonly Lock gate = new();
    private bool disposed;

    /// <summary>Checks the file system by a separate connection, so that it does not wait for a running statement.</summary>
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
