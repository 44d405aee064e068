using Microsoft.Data.Sqlite;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Opens connections to the SQLite file and sets their pragmas. With the write-ahead log, readers and the writer never wait for
/// each other. The writer uses <c>synchronous=FULL</c>, because an operation must be on the disk before it is sent. This costs
/// one wait for the disk per transaction, and a sync writes a whole page in one transaction.
/// </summary>
internal sealed class SqliteFile
{
    private const string CommonPragmas = "PRAGMA busy_timeout = 15000; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; ";

    // The page size only has an effect before the first table. Rows contain whole documents, and larger pages overflow less.
    private const string WriterPragmas =
        CommonPragmas
        + "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
        + "PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864;";

    private const string UnmappedReaderPragmas = CommonPragmas + "PRAGMA query_only = ON; PRAGMA cache_size = -16384;";

    // Only readers map the file. A mapped page of a truncated file ends the process, and a writer is busy for longer at a time.
    private const string ReaderPragmas = UnmappedReaderPragmas + " PRAGMA mmap_size = 1073741824;";

    private readonly SqliteConnectionStringBuilder _connectionString;

    public SqliteFile(string connectionString)
    {
        _connectionString = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, DefaultTimeout = 60 };
        if (
            string.IsNullOrWhiteSpace(_connectionString.DataSource)
            || _connectionString.DataSource == ":memory:"
            || _connectionString.Mode == SqliteOpenMode.Memory
        )
            throw new StoreException(
                StoreException.BadConfiguration,
                "ConnectionStrings:ProjectGraph must name a file: `Data Source=data/projectgraph.db`."
            );
        Path = System.IO.Path.GetFullPath(_connectionString.DataSource);
        IsReadOnly = _connectionString.Mode == SqliteOpenMode.ReadOnly;
        _connectionString.DataSource = Path;
        // A file that was there is never created again, because an empty one would hide the loss.
        _connectionString.Mode = SqliteOpenMode.ReadWrite;
    }

    public string Path { get; }

    /// <summary>Whether the file is opened read-only.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>Creates a missing file and its folder. Only the service's user may read it, because it contains customer data.</summary>
    public void CreateIfMissing()
    {
        if (IsReadOnly || File.Exists(Path))
            return;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        CreatePrivate(Path);
    }

    /// <summary>Creates an empty file that only its owner can read. SQLite gives its log files the same permissions.</summary>
    public static void CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var created = new FileStream(path, options);
    }

    /// <summary>Checks that the file exists, because opening it would create an empty one.</summary>
    /// <exception cref="StoreException">The file was not found.</exception>
    public void RequireExisting()
    {
        if (!File.Exists(Path))
            throw new StoreException(StoreException.BadConfiguration, $"The file {Path} was not found.");
    }

    /// <summary>Opens all further connections read-only.</summary>
    public void MakeReadOnly()
    {
        IsReadOnly = true;
        _connectionString.Mode = SqliteOpenMode.ReadOnly;
        // Opening a write-ahead log needs a writable folder. Without a log, an immutable file shows everything.
        if (!File.Exists(Path + "-wal") || new FileInfo(Path + "-wal").Length == 0)
            _connectionString.DataSource = new Uri(Path).AbsoluteUri + "?immutable=1";
    }

    public SqliteConnection OpenWriter() => Open(WriterPragmas);

    public SqliteConnection OpenReader() => Open(ReaderPragmas);

    /// <summary>Opens a connection that reads the file and does not map it, so that a truncated file is an error and not the end of the process.</summary>
    public SqliteConnection OpenWitness() => Open(UnmappedReaderPragmas);

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(_connectionString.ConnectionString);
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
