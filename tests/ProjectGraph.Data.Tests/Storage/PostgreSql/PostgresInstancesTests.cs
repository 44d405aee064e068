using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>Tests several instances on PostgreSQL: the server's clock, the commit notifications and the schema.</summary>
[Trait("Store", "PostgreSql")]
public sealed partial class PostgresInstancesTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private PrivateTestDatabase _database = null!;
    private readonly CancellationTokenSource _over = new();
    private GraphStore _one = null!;
    private GraphStore _two = null!;
    private long _vendorAccountId;

    public async Task InitializeAsync()
    {
        _database = await PrivateTestDatabase.CreateAsync();
        (_one, _two) = (await OpenAsync(), await OpenAsync());
        _vendorAccountId = (await new VendorAccountStore(_one).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)).Id;
    }

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _database.DisposeAsync();
        _over.Dispose();
    }

    [Fact]
    public async Task A_database_of_the_first_version_keeps_its_keys()
    {
        await using var earlier = await PrivateTestDatabase.CreateAsync();
        await using (var connection = new NpgsqlConnection(earlier.ConnectionString))
        {
            await connection.OpenAsync();
            await using var context = PostgresSchema.CreateContext(connection);
            await context.GetService<IMigrator>().MigrateAsync("20261128000000_CreatePostgresGraph");
            await using var command = new NpgsqlCommand(
                NameQuoting.Quote(KeysOfFirstVersion.Rows.Replace(", 0,", ", false,", StringComparison.Ordinal)),
                connection
            );
            await command.ExecuteNonQueryAsync();
        }
        await using var store = await PooledTestDatabase.OpenAsync(earlier.ConnectionString, new FakeTime());
        await KeysOfFirstVersion.ShouldWorkAsync(store);
    }

    [Fact]
    public async Task A_heartbeat_has_the_time_of_the_server()
    {
        await _one.WriteHeartbeatAsync(default);
        var (server, seen) = await _one.ReadAsync(
            session =>
                (
                    session.ReadLong("SELECT CAST(extract(epoch FROM now()) * 1000000 AS bigint)"),
                    (session.ReadLong("SELECT SeenAt FROM Instances WHERE Id = @p0", _one.Instance.Id) - DateTime.UnixEpoch.Ticks)
                        / TimeSpan.TicksPerMicrosecond
                ),
            default
        );
        seen.ShouldBeInRange(server - (long)Timeout.TotalMicroseconds, server);
    }

    [Fact]
    public async Task A_heartbeat_does_not_wait_for_writers()
    {
        var (holding, release) = (new CountdownEvent(16), new ManualResetEventSlim());
        var writers = Enumerable
            .Range(0, 40)
            .Select(i =>
                _one.WriteAsync(
                    session =>
                    {
                        session.LockVendorAccount(1000 + i);
                        if (!holding.IsSet)
                            holding.Signal();
                        release.Wait();
                        return true;
                    },
                    default
                )
            )
            .ToArray();
        await Task.Run(() => holding.Wait(Timeout));

        await _one.WriteHeartbeatAsync(default).WaitAsync(Timeout);

        writers.ShouldAllBe(writer => !writer.IsCompleted);
        release.Set();
        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task A_missed_heartbeat_reaps_no_instance()
    {
        await _one.WriteHeartbeatAsync(default);
        await TerminateAsync("true");
        // The heartbeat with the broken connection fails. The next one uses a new connection and gives the other instances time.
        await Should.ThrowAsync<Exception>(() => _one.WriteHeartbeatAsync(default));
        await _one.WriteAsync(session => session.Execute("UPDATE Instances SET SeenAt = 0 WHERE Id = @p0", _two.Instance.Id), default);

        await _one.WriteHeartbeatAsync(default);

        _one.InstanceCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_commit_at_one_instance_notifies_followers_at_another()
    {
        using var commits = (PostgresCommitNotifier)_two.CreateCommitNotifier();
        await using var changes = Follow(_two, commits, after: 0);
        var next = changes.MoveNextAsync().AsTask();

        await SaveAsync(_one, 1);

        (await next.WaitAsync(Timeout)).ShouldBeTrue();
        changes.Current.ShouldHaveSingleItem().VendorId.ShouldBe("1");
    }

    [Fact]
    public async Task Coordination_between_instances_sends_no_commit_notification()
    {
        await using var listener = new NpgsqlConnection(_database.ConnectionString);
        await listener.OpenAsync();
        var heard = new List<string>();
        listener.Notification += (_, told) => heard.Add(told.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {PostgresCommitNotifier.Channel}", listener))
            await listen.ExecuteNonQueryAsync();

        await _one.WriteHeartbeatAsync(default);
        await _one.CoordinateAsync(
            session => session.Execute("INSERT INTO ProjectLeases (ProjectId, InstanceId, Token) VALUES (1, 'a', 'b')"),
            default
        );
        await SaveAsync(_one, 1);

        while (heard.Count == 0)
            await listener.WaitAsync();
        heard.ShouldBe([$"{await new VendorAccountContents(_one).VersionAsync(default)}"]);
    }

    [Fact]
    public async Task After_the_listening_connection_was_lost_nothing_is_missed()
    {
        using var commits = (PostgresCommitNotifier)_two.CreateCommitNotifier();
        await using var changes = Follow(_two, commits, after: 0);
        for (var round = 1; round <= 3; round++)
        {
            var next = changes.MoveNextAsync().AsTask();
            await TerminateAsync("query LIKE 'LISTEN%'");
            await SaveAsync(_one, round);
            (await next.WaitAsync(Timeout)).ShouldBeTrue();
            changes.Current.ShouldHaveSingleItem().VendorId.ShouldBe($"{round}");
        }
    }

    [Fact]
    public async Task No_position_is_skipped_or_seen_twice_during_concurrent_and_failed_writes()
    {
        const int Writers = 8,
            Rounds = 25;
        using var commits = (PostgresCommitNotifier)_two.CreateCommitNotifier();
        var reading = ReadAllAsync(commits, Writers * Rounds);
        var vendorAccounts = await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(i => new VendorAccountStore(_one).RegisterAsync($"c{i}", Vendor.Planhat, "http://planhat.test", default))
        );

        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        var store = i % 2 == 0 ? _one : _two;
                        for (var round = 0; round < Rounds; round++)
                        {
                            await new GraphWriter(store).SaveAsync(
                                vendorAccounts[i].Id,
                                [Samples.Project(round + 1)],
                                Samples.Nothing,
                                default
                            );
                            if (round % 3 == 0)
                                await Should.ThrowAsync<NotSupportedException>(() =>
                                    store.WriteAsync<bool>(session => GiveUp(session, vendorAccounts[i].Id), default)
                                );
                        }
                    })
                )
        );

        var positions = await reading.WaitAsync(Timeout * 3);
        positions.ShouldBe(positions.Order());
        positions.ShouldBeUnique();
        (await _one.ReadAsync(session => session.ReadLong("SELECT max(Position) - count(*) FROM Changes"), default)).ShouldBe(0);
        (await _one.ReadAsync(session => session.ReadLong("SELECT count(*) FROM Changes WHERE Entity = 'Project'"), default)).ShouldBe(
            positions.Count
        );
    }

    private static bool GiveUp(SqlSession session, long vendorAccountId)
    {
        GraphWriter.Save(session, vendorAccountId, [Samples.Project(999)], Samples.Nothing, DateTimeOffset.UnixEpoch);
        throw new NotSupportedException();
    }

    private async Task<List<long>> ReadAllAsync(PostgresCommitNotifier commits, int count)
    {
        var positions = new List<long>();
        await using var changes = Follow(_two, commits, after: 0);
        while (positions.Count < count && await changes.MoveNextAsync())
            positions.AddRange(changes.Current.Select(change => change.Position));
        return positions;
    }

    private IAsyncEnumerator<IReadOnlyList<GraphChange>> Follow(GraphStore store, PostgresCommitNotifier commits, long after) =>
        new ChangeFeed(store, commits).FollowAsync(GraphModel.Instance.Projects, after, _over.Token).GetAsyncEnumerator(_over.Token);

    private Task<IReadOnlyList<long>> SaveAsync(GraphStore store, int number) =>
        new GraphWriter(store).SaveAsync(_vendorAccountId, Samples.Projects(1, number), Samples.Nothing, default);

    private async Task TerminateAsync(string condition)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND {condition}",
            connection
        );
        await command.ExecuteNonQueryAsync();
    }

    // With more than one server it reads standbys. The same server twice is sufficient.
    private async Task<GraphStore> OpenAsync(int servers = 1)
    {
        var connection = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Pooling = true };
        connection.Host = string.Join(',', Enumerable.Repeat($"{connection.Host}:{connection.Port}", servers));
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(connection.ConnectionString)), TimeProvider.System);
        await store.OpenAsync(default);
        return store;
    }
}
