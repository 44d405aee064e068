using Npgsql;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Query.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Hears of the commits of every instance by <c>NOTIFY</c>. While the connection is lost it hears of none: once it listens again
/// it wakes everybody, who then read what they have missed from the change log.
/// </summary>
internal sealed class PostgresCommits : ICommitSignal, IDisposable
{
    public const string Channel = "projectgraph";

    /// <summary>Here instances say how far they have heard.</summary>
    public const string Echoes = Channel + "_heard";

    // Anybody who may connect can send notices: never more is confirmed than was written.
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
            if (Echo.Parse(payload) is { } echo && echo.Instance != store.Instance.Id) database.Hearing.Note(echo.Instance, echo.Position);
            return;
        }
        var notice = CommitNotice.Parse(payload);
        if (notice is { Position: > 0, Caller: { } caller })
        {
            store.Callers.Note(caller, notice.Position);
            heard = Math.Max(heard, notice.Position);
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
                // Whatever it was: who no longer listens would never hear of anything again.
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
        for (var told = 0L; ;)
        {
            // Notices arrive within these calls only, so none can come between the question and the wait.
            if (database.Settings.HasStandbys && heard > told) await TellAsync(connection, told = heard);
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
