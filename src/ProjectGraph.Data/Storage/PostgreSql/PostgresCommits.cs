using Npgsql;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Query.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Receives the commit notifications of all instances by <c>NOTIFY</c>. It receives none while its connection is lost. When it
/// listens again it notifies all waiters, who then read the missed changes from the change log.
/// </summary>
internal sealed class PostgresCommits : ICommitSignal, IDisposable
{
    public const string Channel = "projectgraph";

    /// <summary>The channel on which instances acknowledge notifications.</summary>
    public const string Echoes = Channel + "_heard";

    // Everyone who may connect can send notifications, so an acknowledgement never exceeds the newest position.
    private const string Tell = $"SELECT pg_notify($1, $2 || ' ' || least($3, ({StandbyReads.Newest})))";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly GraphStore store;
    private readonly PostgresDatabase database;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task listening;
    private readonly Signal commits = new();
    private long heard;

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
        _ = listening.ContinueWith(_ => stopping.Dispose(), TaskScheduler.Default);
    }

    private void Hear(string channel, string payload)
    {
        if (channel == Echoes)
        {
            if (Echo.Parse(payload) is { } ack && ack.Instance != store.Instance.Id) database.Hearing.Note(ack.Instance, ack.Position);
            return;
        }
        var commit = CommitNotice.Parse(payload);
        if (commit is { Position: > 0, Caller: { } caller })
        {
            store.Callers.Note(caller, commit.Position);
            heard = Math.Max(heard, commit.Position);
        }
        commits.Raise();
    }

    private async Task ListenAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.Primary.OpenConnectionAsync(stopping.Token);
                await ListenAsync(connection);
            }
            catch (Exception) when (!stopping.IsCancellationRequested)
            {
                // Any failure leads to another attempt, because an instance that does not listen would miss all commits.
                database.Hearing.End();
                await Task.Delay(Pause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        connection.Notification += (_, notification) => Hear(notification.Channel, notification.Payload);
        heard = 0;
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}; LISTEN {Echoes}", connection)) await listen.ExecuteNonQueryAsync(stopping.Token);
        await using (var newest = new NpgsqlCommand(StandbyReads.Newest, connection)) database.Hearing.Begin((long)(await newest.ExecuteScalarAsync(stopping.Token))!);
        commits.Raise();
        for (var acknowledged = 0L; ;)
        {
            // Notifications only arrive within these calls, so none can arrive between the check and the wait.
            if (database.Settings.HasStandbys && heard > acknowledged) await TellAsync(connection, acknowledged = heard);
            else await connection.WaitAsync(stopping.Token);
        }
    }

    private async Task TellAsync(NpgsqlConnection connection, long position)
    {
        await using var tell = new NpgsqlCommand(Tell, connection)
        {
            Parameters = { new() { Value = Echoes }, new() { Value = store.Instance.Id }, new() { Value = position } },
        };
        await tell.ExecuteNonQueryAsync(stopping.Token);
    }
}
