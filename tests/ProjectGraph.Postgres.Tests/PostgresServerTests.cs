using System.Diagnostics;
using Npgsql;
using ProjectGraph.Postgres.Testing;

namespace ProjectGraph.Postgres.Tests;

/// <summary>Tests the properties of the private server that other tests rely on.</summary>
public sealed class PostgresServerTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    [PostgresFact]
    public async Task A_fresh_database_is_empty_and_its_owner_is_not_a_superuser()
    {
        await using var first = await SharedPostgres.CreateDatabaseAsync();
        await using var second = await SharedPostgres.CreateDatabaseAsync();
        await Sql.ExecuteAsync(first.ConnectionString, "CREATE TABLE notes (text text); CREATE EXTENSION pg_trgm");
        (await Sql.ScalarAsync(second.ConnectionString, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).ShouldBe(0L);
        (await Sql.ScalarAsync(second.ConnectionString, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).ShouldBe(false);
        (await Sql.ScalarAsync(second.ConnectionString, "SHOW server_encoding")).ShouldBe("UTF8");
    }

    [PostgresFact]
    public async Task A_database_can_be_a_copy_of_another_even_while_that_is_in_use()
    {
        await using var template = await SharedPostgres.CreateDatabaseAsync();
        await using var user = await Sql.OpenAsync(template.ConnectionString);
        await Sql.ExecuteAsync(template.ConnectionString, "CREATE TABLE notes AS SELECT 'kept' AS text");
        await using var copy = await SharedPostgres.CreateDatabaseAsync(template.Name);
        (await Sql.ScalarAsync(copy.ConnectionString, "SELECT text FROM notes")).ShouldBe("kept");
    }

    [PostgresFact]
    public async Task Disposing_a_database_drops_it_and_its_connections()
    {
        var database = await SharedPostgres.CreateDatabaseAsync();
        await using var user = await Sql.OpenAsync(database.ConnectionString);
        await database.DisposeAsync();
        (await Should.ThrowAsync<PostgresException>(() => Sql.OpenAsync(database.ConnectionString))).SqlState.ShouldBe(
            PostgresErrorCodes.InvalidCatalogName
        );
    }

    [PostgresFact]
    public async Task A_server_in_a_permanent_folder_keeps_its_databases_and_applies_new_settings()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"projectgraph-kept-{Guid.NewGuid():N}");
        try
        {
            await using (var first = await PostgresServer.OpenAsync(folder, new Dictionary<string, string> { ["work_mem"] = "5MB" }))
                await Sql.ExecuteAsync(await first.CreateDatabaseAsync("kept"), "CREATE TABLE notes AS SELECT 'kept' AS text");
            await using var second = await PostgresServer.OpenAsync(folder, new Dictionary<string, string> { ["work_mem"] = "6MB" });
            (await Sql.ScalarAsync(second.GetConnectionString("kept"), "SELECT text FROM notes")).ShouldBe("kept");
            (await Sql.ScalarAsync(second.GetConnectionString("kept"), "SHOW work_mem")).ShouldBe("6MB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [PostgresFact]
    public async Task A_wrong_password_is_refused()
    {
        var server = await SharedPostgres.GetServerAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong" };
        (await Should.ThrowAsync<PostgresException>(() => Sql.OpenAsync(wrong.ConnectionString))).SqlState.ShouldBe(
            PostgresErrorCodes.InvalidPassword
        );
    }

    [PostgresFact]
    public async Task Terminated_connections_are_broken_and_new_ones_are_not()
    {
        await using var database = await SharedPostgres.CreateDatabaseAsync();
        await using var user = await Sql.OpenAsync(database.ConnectionString);
        await (await SharedPostgres.GetServerAsync()).TerminateConnectionsAsync(database.Name);
        await Should.ThrowAsync<NpgsqlException>(() => new NpgsqlCommand("SELECT 1", user).ExecuteScalarAsync());
        (await Sql.ScalarAsync(database.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [PostgresFact]
    public async Task A_killed_or_stopped_server_restarts_on_its_port_with_all_commits()
    {
        await using var server = await PostgresServer.StartAsync(durable: true);
        var database = await server.CreateDatabaseAsync();
        await Sql.ExecuteAsync(database, "CREATE TABLE notes (text text)");
        foreach (var end in new Func<Task>[] { server.KillAsync, () => server.StopAsync(StopMode.Immediate), () => server.StopAsync() })
        {
            await Sql.ExecuteAsync(database, "INSERT INTO notes VALUES ('kept')");
            await end();
            await Should.ThrowAsync<NpgsqlException>(() => Sql.OpenAsync(database));
            await server.RestartAsync();
        }
        (await Sql.ScalarAsync(database, "SELECT count(*) FROM notes")).ShouldBe(3L);
        (await Sql.ScalarAsync(database, "SHOW fsync")).ShouldBe("on");
    }

    [PostgresFact]
    public async Task A_disposed_server_leaves_nothing_behind()
    {
        var server = await PostgresServer.StartAsync();
        var folder = Path.GetDirectoryName(server.DataFolder)!;
        Directory.Exists(folder).ShouldBeTrue();
        await server.DisposeAsync();
        Directory.Exists(folder).ShouldBeFalse();
        (await Sql.RefusesAsync(server.ConnectionString)).ShouldBeTrue();
    }

    [PostgresFact]
    public async Task A_failed_start_shows_the_end_of_the_log_and_leaves_nothing_behind()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            PostgresServer.StartAsync(settings: new Dictionary<string, string> { ["no_such_setting"] = "1" })
        );
        failure.Message.ShouldContain("unrecognized configuration parameter \"no_such_setting\"");
        failure.Message.ShouldContain("/data/postgresql.conf");
    }

    [PostgresFact]
    public async Task A_server_ends_when_its_owner_is_killed()
    {
        using var owner = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(KilledOwner).Assembly.Location]) { RedirectStandardOutput = true }
        )!;
        string address,
            folder;
        try
        {
            address = (await owner.StandardOutput.ReadLineAsync().WaitAsync(Deadline)).ShouldNotBeNull();
            folder = Path.GetDirectoryName(await owner.StandardOutput.ReadLineAsync().WaitAsync(Deadline)).ShouldNotBeNull();
            (await Sql.ScalarAsync(address, "SELECT 1")).ShouldBe(1);
        }
        finally
        {
            owner.Kill();
        }
        await Polling.UntilAsync("The server of a killed process has ended.", Deadline, () => Sql.RefusesAsync(address));
        await Polling.UntilAsync("The folder of a killed process's server was deleted.", Deadline, () =>
            Task.FromResult(!Directory.Exists(folder))
        );
    }
}
