using Npgsql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Postgres.Tests;

/// <summary>Tests the standby of a private server, which other tests read from as a replica.</summary>
public sealed class StandbyTests : IAsyncLifetime
{
    private const string Count = "SELECT count(*) FROM notes";
    private PostgresServer? primary;
    private PostgresServer? standby;
    private string database = "";

    private PostgresServer Primary => primary.ShouldNotBeNull();

    private PostgresServer Standby => standby.ShouldNotBeNull();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (standby is not null) await standby.DisposeAsync();
        if (primary is not null) await primary.DisposeAsync();
    }

    [PostgresFact]
    public async Task A_standby_follows_takes_no_writes_and_lags_while_it_is_paused()
    {
        await StartAsync();
        await WriteAsync();
        await Standby.WaitForCatchUpAsync(Primary);
        (await Sql.ScalarAsync(Standby.ConnectionTo(database), Count)).ShouldBe(1L);
        var refused = await Should.ThrowAsync<PostgresException>(() => Sql.ExecuteAsync(Standby.ConnectionTo(database), "INSERT INTO notes VALUES ('lost')"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
        await Standby.PauseReplayAsync();
        await WriteAsync();
        (await Sql.ScalarAsync(Standby.ConnectionTo(database), Count)).ShouldBe(1L);
        await Standby.ResumeReplayAsync();
        await Standby.WaitForCatchUpAsync(Primary);
        (await Sql.ScalarAsync(Standby.ConnectionTo(database), Count)).ShouldBe(2L);
    }

    [PostgresFact]
    public async Task A_standby_that_was_stopped_or_has_lost_its_primary_for_a_while_catches_up()
    {
        await StartAsync();
        await Standby.StopAsync();
        await WriteAsync();
        await Standby.StartAgainAsync();
        await Primary.KillAsync();
        (await Sql.ScalarAsync(Standby.ConnectionTo("postgres"), "SELECT pg_is_in_recovery()")).ShouldBe(true);
        await Primary.StartAgainAsync();
        await WriteAsync();
        await Standby.WaitForCatchUpAsync(Primary);
        (await Sql.ScalarAsync(Standby.ConnectionTo(database), Count)).ShouldBe(2L);
    }

    [PostgresFact]
    public async Task A_promoted_standby_goes_on_where_a_killed_primary_ended()
    {
        await StartAsync();
        await WriteAsync();
        await Standby.WaitForCatchUpAsync(Primary);
        await Primary.KillAsync();
        await Standby.PromoteAsync();
        await Sql.ExecuteAsync(Standby.ConnectionTo(database), "INSERT INTO notes VALUES ('after')");
        (await Sql.ScalarAsync(Standby.ConnectionTo(database), Count)).ShouldBe(2L);
        (await Standby.CreateDatabaseAsync()).ShouldContain($"Port={Standby.Port}");
    }

    private async Task StartAsync()
    {
        primary = await PostgresServer.StartAsync();
        database = new NpgsqlConnectionStringBuilder(await primary.CreateDatabaseAsync()).Database!;
        await Sql.ExecuteAsync(primary.ConnectionTo(database), "CREATE TABLE notes (text text)");
        standby = await primary.CreateStandbyAsync();
    }

    private Task WriteAsync() => Sql.ExecuteAsync(Primary.ConnectionTo(database), "INSERT INTO notes VALUES ('kept')");
}
