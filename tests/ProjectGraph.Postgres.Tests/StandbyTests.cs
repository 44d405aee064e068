using Npgsql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Postgres.Tests;

/// <summary>Tests the standby of a private server, which other tests read from as a replica.</summary>
public sealed class StandbyTests : IAsyncLifetime
{
    private const string Count = "SELECT count(*) FROM notes";
    private PostgresServer? _primary;
    private PostgresServer? _standby;
    private string _database = "";

    private PostgresServer Primary => _primary.ShouldNotBeNull();

    private PostgresServer Standby => _standby.ShouldNotBeNull();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_standby is not null)
            await _standby.DisposeAsync();
        if (_primary is not null)
            await _primary.DisposeAsync();
    }

    [PostgresFact]
    public async Task A_standby_follows_refuses_writes_and_lags_while_it_is_paused()
    {
        await StartAsync();
        await WriteAsync();
        await Standby.WaitForCatchUpAsync(Primary);
        (await Sql.ScalarAsync(Standby.GetConnectionString(_database), Count)).ShouldBe(1L);
        var refused = await Should.ThrowAsync<PostgresException>(() =>
            Sql.ExecuteAsync(Standby.GetConnectionString(_database), "INSERT INTO notes VALUES ('lost')")
        );
        refused.SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
        await Standby.PauseReplayAsync();
        await WriteAsync();
        (await Sql.ScalarAsync(Standby.GetConnectionString(_database), Count)).ShouldBe(1L);
        await Standby.ResumeReplayAsync();
        await Standby.WaitForCatchUpAsync(Primary);
        (await Sql.ScalarAsync(Standby.GetConnectionString(_database), Count)).ShouldBe(2L);
    }

    [PostgresFact]
    public async Task A_standby_that_was_stopped_or_has_lost_its_primary_for_a_while_catches_up()
    {
        await StartAsync();
        await Standby.StopAsync();
        await WriteAsync();
        await Standby.RestartAsync();
        await Primary.KillAsync();
        (await Sql.ScalarAsync(Standby.GetConnectionString("postgres"), "SELECT pg_is_in_recovery()")).ShouldBe(true);
        await Primary.RestartAsync();
        await WriteAsync();
        await Standby.WaitForCatchUpAsync(Primary);
        (await Sql.ScalarAsync(Standby.GetConnectionString(_database), Count)).ShouldBe(2L);
    }

    [PostgresFact]
    public async Task A_promoted_standby_continues_where_a_killed_primary_ended()
    {
        await StartAsync();
        await WriteAsync();
        await Standby.WaitForCatchUpAsync(Primary);
        await Primary.KillAsync();
        await Standby.PromoteAsync();
        await Sql.ExecuteAsync(Standby.GetConnectionString(_database), "INSERT INTO notes VALUES ('after')");
        (await Sql.ScalarAsync(Standby.GetConnectionString(_database), Count)).ShouldBe(2L);
        (await Standby.CreateDatabaseAsync()).ShouldContain($"Port={Standby.Port}");
    }

    private async Task StartAsync()
    {
        _primary = await PostgresServer.StartAsync();
        _database = new NpgsqlConnectionStringBuilder(await _primary.CreateDatabaseAsync()).Database!;
        await Sql.ExecuteAsync(_primary.GetConnectionString(_database), "CREATE TABLE notes (text text)");
        _standby = await _primary.CreateStandbyAsync();
    }

    private Task WriteAsync() => Sql.ExecuteAsync(Primary.GetConnectionString(_database), "INSERT INTO notes VALUES ('kept')");
}
