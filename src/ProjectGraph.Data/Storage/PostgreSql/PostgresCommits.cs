using Npgsql;
using ProjectGraph.Data.Coordination;
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
    private readonly Signal commits = new();

    public PostgresCommits(GraphStore store, PostgresDatabase database)
    {
        (this.store, this.database) = (store, database);
        store.DataChanged += commits.Raise;
        listening = ListenAsync();
    }

    public Task Next => commits.Next;

    public void Dispose()
    {
        store.DataChanged -= commits.Raise;
        stopping.Cancel();
        listening.ContinueWith(_ => stopping.Dispose(), TaskScheduler.Default);
    }

    private void Hear(CommitNotice notice)
    {
        if (notice is { Position: > 0, Caller: { } caller }) store.Callers.Note(caller, notice.Position);
        commits.Raise();
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
                commits.Raise();
                while (true) await connection.WaitAsync(stopping.Token);
            }
            catch (Exception) when (!stopping.IsCancellationRequested)
            {
                // Whatever it was: who no longer listens would never hear of anything again.
                await Task.Delay(Pause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
