using System.Globalization;
using Microsoft.Extensions.Logging;
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

    /// <summary>The newest position of the change log that an instance has told of.</summary>
    public static long Position(string payload) => long.TryParse(payload, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : 0;

    public void Dispose()
    {
        store.DataChanged -= commits.Raise;
        stopping.Cancel();
        listening.ContinueWith(_ => stopping.Dispose(), TaskScheduler.Default);
    }

    private async Task ListenAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.Primary.OpenConnectionAsync(stopping.Token);
                connection.Notification += (_, _) => commits.Raise();
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
