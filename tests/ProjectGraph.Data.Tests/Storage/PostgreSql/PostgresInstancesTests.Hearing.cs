using Npgsql;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

/// <summary>Tests the notifications between instances about their callers' writes.</summary>
public sealed partial class PostgresInstancesTests
{
    [Fact]
    public async Task Waiting_for_acknowledgements_ensures_that_the_others_know_a_callers_write()
    {
        await using var here = await OpenAsync(servers: 2);
        await using var there = await OpenAsync(servers: 2);
        using var ours = await ListenAsync(here);
        using var theirs = await ListenAsync(there);
        await here.WriteHeartbeatAsync(default);
        for (var round = 1; round <= 20; round++)
        {
            await WriteAsync(here, "caller", round);
            await here.WaitForAcknowledgementsAsync(here.Callers.Get("caller"));
            there.Callers.Get("caller").ShouldBe(here.Callers.Get("caller"));
        }
    }

    [Fact]
    public async Task An_instance_that_does_not_listen_reads_no_standby_and_is_waited_for_once()
    {
        await using var here = await OpenAsync(servers: 2);
        await using var deaf = await OpenAsync(servers: 2);
        using var ours = await ListenAsync(here);
        await here.WriteHeartbeatAsync(default);
        await using (var connection = deaf.OpenReadConnection())
            deaf.Standbys!.IsUsable(connection).ShouldBeFalse();
        await WriteAsync(here, "caller", 1);

        await here.WaitForAcknowledgementsAsync(here.Callers.Get("caller"));

        here.WaitForAcknowledgementsAsync(here.Callers.Get("caller")).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task An_instance_that_begins_to_listen_reads_nothing_older_than_the_newest_position()
    {
        await SaveAsync(_one, 1);
        await using var late = await OpenAsync(servers: 2);
        using var commits = await ListenAsync(late);

        late.Standbys!.MinimumPosition.ShouldBe(await new VendorAccountContents(_one).VersionAsync(default));
    }

    [Fact]
    public async Task Invalid_notifications_are_ignored_and_no_unwritten_position_is_acknowledged()
    {
        await using var here = await OpenAsync(servers: 2);
        await using var there = await OpenAsync(servers: 2);
        using var ours = await ListenAsync(here);
        using var theirs = await ListenAsync(there);
        await here.WriteHeartbeatAsync(default);
        await using var stranger = new NpgsqlConnection(_database.ConnectionString);
        await stranger.OpenAsync();
        var confirmed = new List<CommitAck?>();
        stranger.Notification += (_, told) => confirmed.Add(CommitAck.Parse(told.Payload));
        await TellAsync(stranger, $"LISTEN {PostgresCommitNotifier.AckChannel}");
        foreach (
            var payload in (string[])
                ["", " ", "x", "-1 caller", "1.5 caller", "99999999999999999999 caller", new('9', 7_000), "9000000000000000000 caller"]
        )
            await TellAsync(stranger, $"NOTIFY {PostgresCommitNotifier.Channel}, '{payload}'");
        foreach (var payload in (string[])["", "x", "a b c", "nobody -1", "nobody 99999999999999999999"])
            await TellAsync(stranger, $"NOTIFY {PostgresCommitNotifier.AckChannel}, '{payload}'");

        await WriteAsync(here, "another", 1);
        await here.WaitForAcknowledgementsAsync(here.Callers.Get("another"));

        there.Callers.Get("another").ShouldBe(here.Callers.Get("another"));
        while (!confirmed.Any(echo => echo?.Instance == there.Instance.Id))
            await stranger.WaitAsync();
        var newest = await new VendorAccountContents(_one).VersionAsync(default);
        confirmed.OfType<CommitAck>().ShouldAllBe(echo => echo.Position <= newest);
    }

    [Fact]
    public async Task An_instance_that_listens_again_forgets_earlier_acknowledgements()
    {
        var acknowledgements = new CommitAcknowledgements();
        acknowledgements.StartListening(90);
        acknowledgements.Record("other", 100);
        acknowledgements.WaitForAcknowledgementsAsync(100, ["other"]).IsCompleted.ShouldBeTrue();

        // After a fail-over that lost the changes that the standby had not received.
        acknowledgements.StopListening();
        acknowledgements.StartListening(95);

        var waiting = acknowledgements.WaitForAcknowledgementsAsync(96, ["other"]);
        waiting.IsCompleted.ShouldBeFalse();
        acknowledgements.Record("other", 96);
        await waiting.WaitAsync(Timeout);
        acknowledgements.ListeningSince.ShouldBe(95);
    }

    private static async Task<PostgresCommitNotifier> ListenAsync(GraphStore store)
    {
        var commits = (PostgresCommitNotifier)store.CreateCommitNotifier();
        await using var connection = store.OpenReadConnection();
        await Postgres.Testing.Polling.UntilAsync("it listens", Timeout, () => Task.FromResult(store.Standbys!.IsUsable(connection)));
        return commits;
    }

    private async Task WriteAsync(GraphStore store, string caller, int number)
    {
        MinimumReadPosition.Begin(caller, 0);
        await SaveAsync(store, number);
    }

    private static async Task TellAsync(NpgsqlConnection connection, string statement)
    {
#pragma warning disable CA2100 // Texts of this test.
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
