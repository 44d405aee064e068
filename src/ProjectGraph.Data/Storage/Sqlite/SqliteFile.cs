using Microsoft.Data.Sqlite;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Opens connections to the SQLite file, each with its pragmas. Write-ahead log: readers never wait for the writer nor it for
/// them. <c>synchronous=FULL</c> on the writer: a commit is on the disk when it returns, because an operation must be recorded
/// before it is sent; the price is one wait for the disk per transaction, and a sync writes a whole page in one.
/// </summary>
internal sealed class SqliteFile
{
    private const string EveryConnection =
        "PRAGMA busy_timeout = 15000; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 1073741824; ";

    // The page size counts only before the first table. Rows carry whole documents: larger pages spill less.
    private const string Writer =
        EveryConnection + "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
        + "PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864;";

    private const string Reader = EveryConnection + "PRAGMA query_only = ON; PRAGMA cache_size = -16384;";

    private readonly SqliteConnectionStringBuilder configured;

    public SqliteFile(string connectionString)
    {
        configured = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, DefaultTimeout = 60 };
        if (string.IsNullOrWhiteSpace(configured.DataSource) || configured.DataSource == ":memory:" || configured.Mode == SqliteOpenMode.Memory)
            throw new StoreException(StoreException.BadConfiguration, "ConnectionStrings:ProjectGraph must name a file: `Data Source=data/projectgraph.db`.");
        Path = System.IO.Path.GetFullPath(configured.DataSource);
        IsReadOnly = configured.Mode == SqliteOpenMode.ReadOnly;
        configured.DataSource = Path;
        // Once the file was there, it is never made again: an empty one in its place would hide that it is lost.
        configured.Mode = SqliteOpenMode.ReadWrite;
    }

    public string Path { get; }

    /// <summary>Whether nothing may be written to it.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>Makes the file and its folder at the first start. Nobody but the service's user may read it: it holds what the vendors keep for their customers.</summary>
    public void CreateIfMissing()
    {
        if (IsReadOnly || File.Exists(Path)) return;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        CreatePrivate(Path);
    }

    /// <summary>Makes an empty file that its owner alone can read; SQLite gives the files beside it the same rights.</summary>
    public static void CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var created = new FileStream(path, options);
    }

    /// <exception cref="StoreException">There is no file: opening it would make an empty one.</exception>
    public void Demand()
    {
        if (!File.Exists(Path)) throw new StoreException(StoreException.BadConfiguration, $"There is no file {Path}.");
    }

    /// <summary>Makes every further connection one that only reads.</summary>
    public void MakeReadOnly()
    {
        IsReadOnly = true;
        configured.Mode = SqliteOpenMode.ReadOnly;
        // Without the right to write beside it, a write-ahead log can't be opened; where there is none, nothing is missed.
        if (!File.Exists(Path + "-wal") || new FileInfo(Path + "-wal").Length == 0) configured.DataSource = new Uri(Path).AbsoluteUri + "?immutable=1";
    }

    public SqliteConnection OpenWriter() => Open(Writer);

    public SqliteConnection OpenReader() => Open(Reader);

    /// <summary>A connection that reads the file and never maps it: a file that was truncated is an error there, where a mapped page would end the process.</summary>
    public SqliteConnection OpenWitness() => Open(Reader + " PRAGMA mmap_size = 0;");

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(configured.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
            command.CommandText = pragmas;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
