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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private OwnDatabase database = null!;
    private readonly CancellationTokenSource over = new();
    private GraphStore one = null!;
    private GraphStore two = null!;
    private long connection;

    public async Task InitializeAsync()
    {
        database = await OwnDatabase.CreateAsync();
        (one, two) = (await OpenAsync(), await OpenAsync());
        connection = (await new ConnectionStore(one).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)).Id;
    }

    public async Task DisposeAsync()
    {
        await over.CancelAsync();
        await one.DisposeAsync();
        await two.DisposeAsync();
        await database.DisposeAsync();
        over.Dispose();
    }

    [Fact]
    public async Task A_database_of_the_first_version_keeps_its_keys()
    {
        await using var earlier = await OwnDatabase.CreateAsync();
        await using (var connection = new NpgsqlConnection(earlier.ConnectionString))
        {
            await connection.OpenAsync();
            await using var context = PostgresSchema.Context(connection);
            await context.GetService<IMigrator>().MigrateAsync("20261128000000_CreatePostgresGraph");
            await using var command = new NpgsqlCommand(QuotedNames.In(EarlierKeys.Rows.Replace(", 0,", ", false,", StringComparison.Ordinal)), connection);
            await command.ExecuteNonQueryAsync();
        }
        await using var store = await PostgresPlace.OpenAsync(earlier.ConnectionString, new FakeTime());
        await EarlierKeys.ShouldWorkAsync(store);
    }

    [Fact]
    public async Task A_sign_of_life_carries_the_time_of_the_server()
    {
        await one.BeatAsync(default);
        var (server, seen) = await one.ReadAsync(session => (
            session.Count("SELECT CAST(extract(epoch FROM now()) * 1000000 AS bigint)"),
            (session.Count("SELECT SeenAt FROM Instances WHERE Id = @p0", one.Instance.Id) - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond), default);
        seen.ShouldBeInRange(server - (long)Patience.TotalMicroseconds, server);
    }

    [Fact]
    public async Task A_sign_of_life_waits_behind_no_writer()
    {
        var (holding, release) = (new CountdownEvent(16), new ManualResetEventSlim());
        var writers = Enumerable.Range(0, 40).Select(i => one.WriteAsync(
            session =>
            {
                session.LockConnection(1000 + i);
                if (!holding.IsSet) holding.Signal();
                release.Wait();
                return true;
            },
            default)).ToArray();
        await Task.Run(() => holding.Wait(Patience));

        await one.BeatAsync(default).WaitAsync(Patience);

        writers.ShouldAllBe(writer => !writer.IsCompleted);
        release.Set();
        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task A_sign_of_life_that_could_not_be_given_is_nobodys_death()
    {
        await one.BeatAsync(default);
        await TerminateAsync("true");
        // The heartbeat with the broken connection fails. The next one uses a new connection and gives the other instances time.
        await Should.ThrowAsync<Exception>(() => one.BeatAsync(default));
        await one.WriteAsync(session => session.Execute("UPDATE Instances SET SeenAt = 0 WHERE Id = @p0", two.Instance.Id), default);

        await one.BeatAsync(default);

        one.Instances.ShouldBe(2);
    }

    [Fact]
    public async Task A_commit_at_one_instance_wakes_those_who_follow_at_another()
    {
        using var commits = (PostgresCommits)two.Follow();
        await using var changes = Follow(two, commits, after: 0);
        var next = changes.MoveNextAsync().AsTask();

        await SaveAsync(one, 1);

        (await next.WaitAsync(Patience)).ShouldBeTrue();
        changes.Current.ShouldHaveSingleItem().VendorId.ShouldBe("1");
    }

    [Fact]
    public async Task What_instances_tell_each_other_wakes_nobody()
    {
        await using var listener = new NpgsqlConnection(database.ConnectionString);
        await listener.OpenAsync();
        var heard = new List<string>();
        listener.Notification += (_, told) => heard.Add(told.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {PostgresCommits.Channel}", listener)) await listen.ExecuteNonQueryAsync();

        await one.BeatAsync(default);
        await one.CoordinateAsync(session => session.Execute("INSERT INTO ProjectTurns (ProjectId, InstanceId, Token) VALUES (1, 'a', 'b')"), default);
        await SaveAsync(one, 1);

        while (heard.Count == 0) await listener.WaitAsync();
        heard.ShouldBe([$"{await new ConnectionContents(one).VersionAsync(default)}"]);
    }

    [Fact]
    public async Task After_the_listening_connection_was_lost_nothing_is_missed()
    {
        using var commits = (PostgresCommits)two.Follow();
        await using var changes = Follow(two, commits, after: 0);
        for (var round = 1; round <= 3; round++)
        {
            var next = changes.MoveNextAsync().AsTask();
            await TerminateAsync("query LIKE 'LISTEN%'");
            await SaveAsync(one, round);
            (await next.WaitAsync(Patience)).ShouldBeTrue();
            changes.Current.ShouldHaveSingleItem().VendorId.ShouldBe($"{round}");
        }
    }

    [Fact]
    public async Task No_position_is_skipped_or_seen_twice_while_many_write_and_some_give_up()
    {
        const int Writers = 8, Rounds = 25;
        using var commits = (PostgresCommits)two.Follow();
        var reading = ReadAllAsync(commits, Writers * Rounds);
        var connections = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => new ConnectionStore(one).RegisterAsync($"c{i}", Vendor.Planhat, "http://planhat.test", default)));

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(async () =>
        {
            var store = i % 2 == 0 ? one : two;
            for (var round = 0; round < Rounds; round++)
            {
                await new GraphWriter(store).SaveAsync(connections[i].Id, [Samples.Project(round + 1)], Samples.Nothing, default);
                if (round % 3 == 0) await Should.ThrowAsync<NotSupportedException>(() => store.WriteAsync<bool>(session => GiveUp(session, connections[i].Id), default));
            }
        })));

        var positions = await reading.WaitAsync(Patience * 3);
        positions.ShouldBe(positions.Order());
        positions.ShouldBeUnique();
        (await one.ReadAsync(session => session.Count("SELECT max(Position) - count(*) FROM Changes"), default)).ShouldBe(0);
        (await one.ReadAsync(session => session.Count("SELECT count(*) FROM Changes WHERE Entity = 'Project'"), default)).ShouldBe(positions.Count);
    }

    private static bool GiveUp(SqlSession session, long connectionId)
    {
        GraphWriter.Save(session, connectionId, [Samples.Project(999)], Samples.Nothing, DateTimeOffset.UnixEpoch);
        throw new NotSupportedException();
    }

    private async Task<List<long>> ReadAllAsync(PostgresCommits commits, int count)
    {
        var positions = new List<long>();
        await using var changes = Follow(two, commits, after: 0);
        while (positions.Count < count && await changes.MoveNextAsync()) positions.AddRange(changes.Current.Select(change => change.Position));
        return positions;
    }

    private IAsyncEnumerator<IReadOnlyList<GraphChange>> Follow(GraphStore store, PostgresCommits commits, long after) =>
        new ChangeFeed(store, commits).FollowAsync(GraphModel.Instance.Projects, after, over.Token).GetAsyncEnumerator(over.Token);

    private Task<IReadOnlyList<long>> SaveAsync(GraphStore store, int number) =>
        new GraphWriter(store).SaveAsync(connection, Samples.Projects(1, number), Samples.Nothing, default);

    private async Task TerminateAsync(string condition)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND {condition}", connection);
        await command.ExecuteNonQueryAsync();
    }

    // With more than one server it reads standbys. The same server twice is sufficient.
    private async Task<GraphStore> OpenAsync(int servers = 1)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = true };
        connection.Host = string.Join(',', Enumerable.Repeat($"{connection.Host}:{connection.Port}", servers));
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(connection.ConnectionString)), TimeProvider.System);
        await store.OpenAsync(default);
        return store;
    }
}
