using Npgsql;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Query.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Storage.PostgreSql;

/// <summary>
/// Receives the commit notifications of all instances by <c>NOTIFY</c>. It receives none while its connection is lost. When it
/// listens again it notifies all waiters, who then read the missed changes from the change log.
/// </summary>
internal sealed class PostgresCommitNotifier : ICommitNotifier, IDisposable
{
    public const string Channel = "projectgraph";

    /// <summary>The channel on which instances acknowledge notifications.</summary>
    public const string AckChannel = Channel + "_heard";

    // Everyone who may connect can send notifications, so an acknowledgement never exceeds the newest position.
    private const string NotifyAck = $"SELECT pg_notify($1, $2 || ' ' || least($3, ({StandbyReadSource.Newest})))";

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly GraphStore _store;
    private readonly PostgresDatabase _database;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _listening;
    private readonly AsyncSignal _commits = new();
    private long _receivedPosition;

    public PostgresCommitNotifier(GraphStore store, PostgresDatabase database)
    {
        (_store, _database) = (store, database);
        store.DataChanged += _commits.Raise;
        _listening = ListenAsync();
    }

    public Task NextCommit => _commits.Next;

    public void Dispose()
    {
        _store.DataChanged -= _commits.Raise;
        _stopping.Cancel();
        _ = _listening.ContinueWith(_ => _stopping.Dispose(), TaskScheduler.Default);
    }

    private void OnNotification(string channel, string payload)
    {
        if (channel == AckChannel)
        {
            if (CommitAck.Parse(payload) is { } ack && ack.Instance != _store.Instance.Id)
                _database.Acknowledgements.Record(ack.Instance, ack.Position);
            return;
        }
        var commit = CommitNotification.Parse(payload);
        if (commit is { Position: > 0, Caller: { } caller })
        {
            _store.Callers.Record(caller, commit.Position);
            _receivedPosition = Math.Max(_receivedPosition, commit.Position);
        }
        _commits.Raise();
    }

    private async Task ListenAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _database.Primary.OpenConnectionAsync(_stopping.Token);
                await ListenAsync(connection);
            }
            catch (Exception) when (!_stopping.IsCancellationRequested)
            {
                // Any failure leads to another attempt, because an instance that does not listen would miss all commits.
                _database.Acknowledgements.StopListening();
                await Task.Delay(RetryDelay, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        connection.Notification += (_, notification) => OnNotification(notification.Channel, notification.Payload);
        _receivedPosition = 0;
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}; LISTEN {AckChannel}", connection))
            await listen.ExecuteNonQueryAsync(_stopping.Token);
        await using (var newest = new NpgsqlCommand(StandbyReadSource.Newest, connection))
            _database.Acknowledgements.StartListening((long)(await newest.ExecuteScalarAsync(_stopping.Token))!);
        _commits.Raise();
        for (var acknowledged = 0L; ; )
        {
            // Notifications only arrive within these calls, so none can arrive between the check and the wait.
            if (_database.Settings.HasStandbys && _receivedPosition > acknowledged)
                await AcknowledgeAsync(connection, acknowledged = _receivedPosition);
            else
                await connection.WaitAsync(_stopping.Token);
        }
    }

    private async Task AcknowledgeAsync(NpgsqlConnection connection, long position)
    {
        await using var notify = new NpgsqlCommand(NotifyAck, connection)
        {
            Parameters =
            {
                new() { Value = AckChannel },
                new() { Value = _store.Instance.Id },
                new() { Value = position },
            },
        };
        await notify.ExecuteNonQueryAsync(_stopping.Token);
    }
}
