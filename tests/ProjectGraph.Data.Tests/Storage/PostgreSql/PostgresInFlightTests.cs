using Npgsql;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

[Trait("Store", "PostgreSql")]
public sealed class PostgresInFlightTests : IAsyncLifetime
{
    private OwnDatabase server = null!;

    public async Task InitializeAsync() => server = await OwnDatabase.CreateAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Of_several_that_open_a_new_database_at_once_one_makes_it_and_all_find_it_ready()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(server.ConnectionString))));
        foreach (var store in stores) await store.DisposeAsync();
        stores.ShouldAllBe(store => store != null);
        (await server.RowsAsync("SELECT count(*) FROM \"Instances\"")).ShouldBe(["0"]);
        (await server.RowsAsync("SELECT count(*), count(DISTINCT \"Date\") FROM \"Dates\"")).ShouldHaveSingleItem().Split(' ').Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await (await OpenAsync(server.ConnectionString)).DisposeAsync();
        await server.RunAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99')");
        var refused = await RefusedAsync(server.ConnectionString);
        refused.Code.ShouldBe(StoreException.NewerSchema);
        refused.Message.ShouldContain("29990101000000_Later");
    }

    [Theory]
    [InlineData("GRANT CREATE ON SCHEMA public TO")]
    [InlineData("GRANT CREATE ON DATABASE {0} TO")]
    public async Task A_user_who_may_not_make_tables_or_the_extension_is_told_what_it_lacks(string grant)
    {
        var user = $"u_{server.Name}";
        await server.RunAsync($"CREATE ROLE {user} LOGIN PASSWORD '{user}'; {string.Format(null, grant, server.Name)} {user}");
        var refused = await RefusedAsync(As(user));
        await server.RunAsync($"DROP OWNED BY {user}; DROP ROLE {user}");
        refused.Code.ShouldBe(StoreException.AccessRefused);
        refused.Message.ShouldContain("Make that user the owner of the database");
    }

    [Fact]
    public async Task A_user_without_a_connection_left_hears_so_in_the_end()
    {
        var user = $"u_{server.Name}";
        await server.RunAsync($"CREATE ROLE {user} LOGIN PASSWORD '{user}' CONNECTION LIMIT 1");
        await using (var other = new NpgsqlConnection(As(user)))
        {
            await other.OpenAsync();
            (await RefusedAsync(As(user))).Code.ShouldBe(StoreException.Unreachable);
        }
        await server.RunAsync($"DROP ROLE {user}");
    }

    [Fact]
    public async Task A_database_that_is_set_to_read_only_says_so_and_is_read_on()
    {
        await using (var before = await OpenAsync(server.ConnectionString)) await RegisterAsync(before, "before");
        await using var store = await OpenAsync(server.ConnectionString);
        await server.RunAsync($"ALTER DATABASE {server.Name} SET default_transaction_read_only = on");
        await TerminateAsync();
        (await Should.ThrowAsync<StoreException>(() => RegisterAsync(store, "after"))).Code.ShouldBe(StoreException.ReadOnly);
        (await new ConnectionStore(store).ListAsync(default)).ShouldHaveSingleItem().Name.ShouldBe("before");
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_stopped_and_named_so()
    {
        await using var store = await OpenAsync(server.ConnectionString);
        (await Should.ThrowAsync<StoreException>(() => store.WriteAsync(Sleep, default))).Code.ShouldBe(StoreException.Unreachable);
        await RegisterAsync(store, "goes on");
    }

    [Fact]
    public async Task A_connection_that_breaks_within_a_transaction_repeats_it_whole_and_doubles_nothing()
    {
        await using var store = await OpenAsync(server.ConnectionString);
        var connectionId = await RegisterAsync(store, "Planhat");
        var runs = 0;
        await store.WriteAsync(session =>
        {
            var ids = GraphWriter.Save(session, connectionId, Samples.Projects(3), Samples.Nothing, store.Time.GetUtcNow());
            if (++runs == 1) TerminateAsync().GetAwaiter().GetResult();
            return ids.Count + session.Count("SELECT count(*) FROM Projects");
        }, default);
        runs.ShouldBe(2);
        await ShouldHoldOnceAsync(3);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task A_commit_whose_answer_is_lost_is_asked_about_and_doubles_nothing(bool committed, int expected)
    {
        await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(server.ConnectionString).Port);
        await using var store = await OpenAsync(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = proxy.Port, MaxAutoPrepare = 0 }.ConnectionString);
        var connectionId = await RegisterAsync(store, "Planhat");
        var runs = 0;
        proxy.CutNext(committed ? CuttingProxy.Cut.AfterServer : CuttingProxy.Cut.BeforeServer);
        await store.WriteAsync(session =>
        {
            runs++;
            return GraphWriter.Save(session, connectionId, Samples.Projects(3), Samples.Nothing, store.Time.GetUtcNow());
        }, default);
        (runs, proxy.Cuts).ShouldBe((expected, 1));
        await ShouldHoldOnceAsync(3);
    }

    private async Task ShouldHoldOnceAsync(int projects)
    {
        (await server.RowsAsync("SELECT count(*) FROM \"Projects\"")).ShouldBe([$"{projects}"]);
        (await server.RowsAsync("SELECT count(*) FROM \"Changes\" WHERE \"Entity\" = 'Project'")).ShouldBe([$"{projects}"]);
        (await server.RowsAsync("SELECT max(\"Position\") - count(*) FROM \"Changes\"")).ShouldBe(["0"]);
    }

    private static object? Sleep(SqlSession session)
    {
        session.Execute("SET LOCAL statement_timeout = 100");
        return session.Scalar("SELECT pg_sleep(60)");
    }

    private Task TerminateAsync() => OwnDatabase.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{server.Name}'");

    private string As(string user) => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = user, Password = user }.ConnectionString;

    private static async Task<long> RegisterAsync(GraphStore store, string name) => (await new ConnectionStore(store).RegisterAsync(name, Vendor.Planhat, "http://planhat.test", default)).Id;

    private static Task<StoreException> RefusedAsync(string connectionString) => Should.ThrowAsync<StoreException>(async () => await (await OpenAsync(connectionString)).DisposeAsync());

    private static async Task<GraphStore> OpenAsync(string connectionString)
    {
        var store = new GraphStore(new PostgresDatabase(PostgresSettings.Read(connectionString)), new FakeTime());
        try
        {
            await store.OpenAsync(default);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }
}
