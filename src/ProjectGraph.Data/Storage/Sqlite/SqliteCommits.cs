using System.Data.Common;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>Commits of this process are told at once. SQLite tells nobody of those of another one, so its counter of them is looked at.</summary>
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

    // Not mapped: a file that was truncated would end the process here, which looks at it once a second.
    private DbConnection Open()
    {
        var opened = store.OpenReadConnection();
        using var command = opened.CreateCommand();
        command.CommandText = "PRAGMA mmap_size = 0";
        command.ExecuteNonQuery();
        return opened;
    }

    /// <summary>The counter changes for one connection whenever another one commits, of whatever process.</summary>
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
            catch (Exception away) when (away is DbException or StoreException)
            {
                // A file that is locked for a moment, or gone: the next look sees what this one missed.
                return;
            }
        }
        commits.Raise();
    }
}
