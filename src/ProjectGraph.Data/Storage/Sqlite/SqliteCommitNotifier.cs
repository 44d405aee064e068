using System.Data.Common;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Notifies of commits. Those of this process are notified at once. SQLite does not notify of commits by other processes, so
/// its commit counter is polled.
/// </summary>
internal sealed class SqliteCommitNotifier : ICommitNotifier, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly GraphStore _store;
    private readonly ITimer _timer;
    private readonly Lock _polling = new();
    private readonly AsyncSignal _commits = new();
    private DbConnection? _connection;
    private long _lastVersion;
    private bool _disposed;

    public SqliteCommitNotifier(GraphStore store)
    {
        _store = store;
        store.DataChanged += _commits.Raise;
        _timer = store.Time.CreateTimer(_ => Poll(), null, Interval, Interval);
    }

    public Task NextCommit => _commits.Next;

    public void Dispose()
    {
        _store.DataChanged -= _commits.Raise;
        _timer.Dispose();
        lock (_polling)
        {
            _disposed = true;
            _connection?.Dispose();
        }
    }

    // Not mapped: a truncated file would end the process here, which polls it once a second.
    private DbConnection Open()
    {
        var opened = _store.OpenReadConnection();
        using var command = opened.CreateCommand();
        command.CommandText = "PRAGMA mmap_size = 0";
        command.ExecuteNonQuery();
        return opened;
    }

    /// <summary>Polls the commit counter. It changes for a connection when another connection of any process commits.</summary>
    internal void Poll()
    {
        lock (_polling)
        {
            if (_disposed || !_store.IsOpen)
                return;
            try
            {
                _connection ??= Open();
                using var command = _connection.CreateCommand();
                command.CommandText = "PRAGMA data_version";
                var version = (long)command.ExecuteScalar()!;
                if (version == _lastVersion)
                    return;
                _lastVersion = version;
            }
            catch (Exception failure) when (failure is DbException or StoreException)
            {
                // The file is locked or was deleted. The next poll notices the commits that this one missed.
                return;
            }
        }
        _commits.Raise();
    }
}
