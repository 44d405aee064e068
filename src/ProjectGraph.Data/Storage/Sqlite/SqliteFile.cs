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

    private readonly string connectionString;

    public SqliteFile(string configured)
    {
        var builder = new SqliteConnectionStringBuilder(configured) { Pooling = false, DefaultTimeout = 60 };
        if (string.IsNullOrWhiteSpace(builder.DataSource) || builder.DataSource == ":memory:" || builder.Mode == SqliteOpenMode.Memory)
            throw new StoreException(StoreException.BadConfiguration, "ConnectionStrings:ProjectGraph must name a file: `Data Source=data/projectgraph.db`.");
        Path = System.IO.Path.GetFullPath(builder.DataSource);
        builder.DataSource = Path;
        connectionString = builder.ConnectionString;
    }

    public string Path { get; }

    public void CreateFolder() => Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);

    /// <exception cref="StoreException">There is no file: opening it would make an empty one.</exception>
    public void Demand()
    {
        if (!File.Exists(Path)) throw new StoreException(StoreException.BadConfiguration, $"There is no file {Path}.");
    }

    public SqliteConnection OpenWriter() => Open(Writer);

    public SqliteConnection OpenReader() => Open(Reader);

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the two constants above.
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
