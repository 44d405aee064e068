using Npgsql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Hears of the commits of every instance by <c>NOTIFY</c>. While the connection is lost it hears of none: once it listens again
/// it wakes everybody, who then read what they have missed from the change log.
/// </summary>
internal sealed class PostgresCommits : ICommitSignal, IDisposable
{
    public const string Channel = "projectgraph";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly GraphStore store;
    private readonly PostgresDatabase database;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task listening;
    private TaskCompletionSource next = Pending();

    public PostgresCommits(GraphStore store, PostgresDatabase database)
    {
        (this.store, this.database) = (store, database);
        store.DataChanged += Wake;
        listening = ListenAsync();
    }

    public Task Next => Volatile.Read(ref next).Task;

    public void Dispose()
    {
        store.DataChanged -= Wake;
        stopping.Cancel();
        listening.ContinueWith(_ => stopping.Dispose(), TaskScheduler.Default);
    }

    private void Wake() => Interlocked.Exchange(ref next, Pending()).TrySetResult();

    private void Hear(CommitNotice notice)
    {
        if (notice is { Position: > 0, Caller: { } caller }) store.Callers.Note(caller, notice.Position);
        Wake();
    }

    private async Task ListenAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.Primary.OpenConnectionAsync(stopping.Token);
                connection.Notification += (_, notification) => Hear(CommitNotice.Parse(notification.Payload));
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(stopping.Token);
                Wake();
                while (true) await connection.WaitAsync(stopping.Token);
            }
            catch (Exception lost) when (lost is NpgsqlException or IOException)
            {
                await Task.Delay(Pause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static TaskCompletionSource Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
