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
    public async Task Whoever_waits_for_it_finds_that_the_others_know_what_a_caller_wrote()
    {
        await using var here = await OpenAsync(servers: 2);
        await using var there = await OpenAsync(servers: 2);
        using var ours = await ListenAsync(here);
        using var theirs = await ListenAsync(there);
        await here.BeatAsync(default);
        for (var round = 1; round <= 20; round++)
        {
            await WriteAsync(here, "caller", round);
            await here.UntilHeardAsync(here.Callers.Of("caller"));
            there.Callers.Of("caller").ShouldBe(here.Callers.Of("caller"));
        }
    }

    [Fact]
    public async Task One_that_does_not_listen_reads_no_standby_and_is_waited_for_once()
    {
        await using var here = await OpenAsync(servers: 2);
        await using var deaf = await OpenAsync(servers: 2);
        using var ours = await ListenAsync(here);
        await here.BeatAsync(default);
        await using (var connection = deaf.OpenReadConnection()) deaf.Standbys!.IsFit(connection).ShouldBeFalse();
        await WriteAsync(here, "caller", 1);

        await here.UntilHeardAsync(here.Callers.Of("caller"));

        here.UntilHeardAsync(here.Callers.Of("caller")).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_begins_to_listen_shows_nothing_older_than_what_is_there()
    {
        await SaveAsync(one, 1);
        await using var late = await OpenAsync(servers: 2);
        using var commits = await ListenAsync(late);

        late.Standbys!.Floor.ShouldBe(await new ConnectionContents(one).VersionAsync(default));
    }

    [Fact]
    public async Task False_and_malformed_notices_deafen_nobody_and_nothing_unwritten_is_confirmed()
    {
        await using var here = await OpenAsync(servers: 2);
        await using var there = await OpenAsync(servers: 2);
        using var ours = await ListenAsync(here);
        using var theirs = await ListenAsync(there);
        await here.BeatAsync(default);
        await using var stranger = new NpgsqlConnection(database.ConnectionString);
        await stranger.OpenAsync();
        var confirmed = new List<Echo?>();
        stranger.Notification += (_, told) => confirmed.Add(Echo.Parse(told.Payload));
        await TellAsync(stranger, $"LISTEN {PostgresCommits.Echoes}");
        foreach (var payload in (string[])["", " ", "x", "-1 caller", "1.5 caller", "99999999999999999999 caller", new('9', 7_000), "9000000000000000000 caller"])
            await TellAsync(stranger, $"NOTIFY {PostgresCommits.Channel}, '{payload}'");
        foreach (var payload in (string[])["", "x", "a b c", "nobody -1", "nobody 99999999999999999999"])
            await TellAsync(stranger, $"NOTIFY {PostgresCommits.Echoes}, '{payload}'");

        await WriteAsync(here, "another", 1);
        await here.UntilHeardAsync(here.Callers.Of("another"));

        there.Callers.Of("another").ShouldBe(here.Callers.Of("another"));
        while (!confirmed.Any(echo => echo?.Instance == there.Instance.Id)) await stranger.WaitAsync();
        var newest = await new ConnectionContents(one).VersionAsync(default);
        confirmed.OfType<Echo>().ShouldAllBe(echo => echo.Position <= newest);
    }

    [Fact]
    public async Task Whoever_listens_anew_believes_no_confirmation_from_before_as_positions_may_be_given_again()
    {
        var hearing = new Hearing();
        hearing.Begin(90);
        hearing.Note("other", 100);
        hearing.UntilHeardAsync(100, ["other"]).IsCompleted.ShouldBeTrue();

        // After a fail-over that lost the changes that the standby had not received.
        hearing.End();
        hearing.Begin(95);

        var waiting = hearing.UntilHeardAsync(96, ["other"]);
        waiting.IsCompleted.ShouldBeFalse();
        hearing.Note("other", 96);
        await waiting.WaitAsync(Patience);
        hearing.Floor.ShouldBe(95);
    }

    private static async Task<PostgresCommits> ListenAsync(GraphStore store)
    {
        var commits = (PostgresCommits)store.Follow();
        await using var connection = store.OpenReadConnection();
        await Postgres.Testing.Patience.UntilAsync("it listens", Patience, () => Task.FromResult(store.Standbys!.IsFit(connection)));
        return commits;
    }

    private async Task WriteAsync(GraphStore store, string caller, int number)
    {
        ReadFloor.Begin(caller, 0);
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
