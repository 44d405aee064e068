using System.Data.Common;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.Sqlite;

/// <summary>Commits of this process are told at once. SQLite tells nobody of those of another one, so its counter of them is looked at.</summary>
internal sealed class SqliteCommits : ICommitSignal, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly GraphStore store;
    private readonly ITimer timer;
    private readonly Lock looking = new();
    private TaskCompletionSource next = Pending();
    private DbConnection? connection;
    private long seen;
    private bool disposed;

    public SqliteCommits(GraphStore store)
    {
        this.store = store;
        store.DataChanged += Wake;
        timer = store.Time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    public Task Next => Volatile.Read(ref next).Task;

    public void Dispose()
    {
        store.DataChanged -= Wake;
        timer.Dispose();
        lock (looking)
        {
            disposed = true;
            connection?.Dispose();
        }
    }

    private void Wake() => Interlocked.Exchange(ref next, Pending()).TrySetResult();

    /// <summary>The counter changes for one connection whenever another one commits, of whatever process.</summary>
    internal void Look()
    {
        lock (looking)
        {
            if (disposed || !store.IsOpen) return;
            try
            {
                connection ??= store.OpenReadConnection();
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA data_version";
                var version = (long)command.ExecuteScalar()!;
                if (version == seen) return;
                seen = version;
            }
            catch (DbException)
            {
                // A file that is locked for a moment: the next look sees what this one missed.
                return;
            }
        }
        Wake();
    }

    private static TaskCompletionSource Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
