using System.Data.Common;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>
/// Notifies of commits. Those of this process are notified at once. SQLite does not notify of commits by other processes, so
/// its commit counter is polled.
/// </summary>
internal sealed class SqliteCommits : ICommitSignal, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly GraphStore store;
    private readonly ITimer timer;
    private readonly Lock looking = new();
    private readonly Signal commits = new();
    private DbConnection? connection;
    private long seen;
    private bool disposed;

    public SqliteCommits(GraphStore store)
    {
        this.store = store;
        store.DataChanged += commits.Raise;
        timer = store.Time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    public Task Next => commits.Next;

    public void Dispose()
    {
        store.DataChanged -= commits.Raise;
        timer.Dispose();
        lock (looking)
        {
            disposed = true;
            connection?.Dispose();
        }
    }

    // Not mapped: a truncated file would end the process here, which polls it once a second.
    private DbConnection Open()
    {
        var opened = store.OpenReadConnection();
        using var command = opened.CreateCommand();
        command.CommandText = "PRAGMA mmap_size = 0";
        command.ExecuteNonQuery();
        return opened;
    }

    /// <summary>Polls the commit counter. It changes for a connection when another connection of any process commits.</summary>
    internal void Look()
    {
        lock (looking)
        {
            if (disposed || !store.IsOpen) return;
            try
            {
                connection ??= Open();
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA data_version";
                var version = (long)command.ExecuteScalar()!;
                if (version == seen) return;
                seen = version;
            }
            catch (Exception failure) when (failure is DbException or StoreException)
            {
                // The file is locked or was deleted. The next poll notices the commits that this one missed.
                return;
            }
        }
        commits.Raise();
    }
}
