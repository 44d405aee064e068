using Microsoft.Data.Sqlite;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Stores documents in a SQLite file. A write-ahead log with synchronous NORMAL loses nothing when the process is killed, and
/// does not wait for the disk per request. Only a power failure can lose the last transactions; the file stays consistent.
/// </summary>
public sealed class SqliteDocumentStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    /// <summary>Opens (or creates) the file.</summary>
    public SqliteDocumentStore(string file)
    {
        try
        {
            _connection = Open(file);
        }
        catch (Exception refused) when (refused is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.TranslateOpening(file, refused, "Sandbox:File");
        }
    }

    /// <summary>Reads all documents of a scope (one sandbox), in the order of <see cref="StoredDocument.Sequence"/>.</summary>
    public IReadOnlyList<StoredDocument> Load(string scope)
    {
        lock (_gate)
        {
            using var command = Command("SELECT collection, id, sequence, json FROM documents WHERE scope = $scope ORDER BY sequence");
            command.Parameters.AddWithValue("$scope", scope);
            using var reader = command.ExecuteReader();
            var documents = new List<StoredDocument>();
            while (reader.Read())
                documents.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3)));
            return documents;
        }
    }

    /// <summary>Applies the changes in one transaction: after a crash either all of them are there or none.</summary>
    public void Save(string scope, IReadOnlyCollection<StoredDocument> changes)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            using var upsert = Command(
                "INSERT INTO documents (scope, collection, id, sequence, json) VALUES ($scope, $collection, $id, $sequence, $json) "
                    + "ON CONFLICT (scope, collection, id) DO UPDATE SET sequence = excluded.sequence, json = excluded.json"
            );
            using var delete = Command("DELETE FROM documents WHERE scope = $scope AND collection = $collection AND id = $id");
            foreach (var change in changes)
                Apply(change.Json is null ? delete : upsert, scope, change);
            transaction.Commit();
        }
    }

    public void Dispose() => _connection.Dispose();

    private static void Apply(SqliteCommand command, string scope, StoredDocument change)
    {
        command.Parameters.Clear();
        command.Parameters.AddWithValue("$scope", scope);
        command.Parameters.AddWithValue("$collection", change.Collection);
        command.Parameters.AddWithValue("$id", change.Id);
        if (change.Json is not null)
        {
            command.Parameters.AddWithValue("$sequence", change.Sequence);
            command.Parameters.AddWithValue("$json", change.Json);
        }
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string file)
    {
        // Not pooled, because disposing the one connection must release the file.
        var options = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false };
        SqliteFile.CreatePrivate(file);
        var connection = new SqliteConnection(options.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS documents (
                scope TEXT NOT NULL, collection TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, json TEXT NOT NULL,
                PRIMARY KEY (scope, collection, id)) WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
        return connection;
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}

/// <param name="Collection">The kind of document, for example <c>projects</c>.</param>
/// <param name="Id">Unique within the collection.</param>
/// <param name="Sequence">The position in insertion order; a changed document keeps it.</param>
/// <param name="Json">The document; null in a change means that it is deleted.</param>
public sealed record StoredDocument(string Collection, string Id, long Sequence, string? Json);
