using Npgsql;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.PostgreSql;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage.PostgreSql;

[Trait("Store", "PostgreSql")]
public sealed class PostgresInFlightTests : IAsyncLifetime
{
    private PrivateTestDatabase _server = null!;

    public async Task InitializeAsync() => _server = await PrivateTestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Instances_that_open_a_new_database_together_create_it_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(_server.ConnectionString))));
        foreach (var store in stores)
            await store.DisposeAsync();
        stores.ShouldAllBe(store => store != null);
        (await _server.RowsAsync("SELECT count(*) FROM \"Instances\"")).ShouldBe(["0"]);
        (await _server.RowsAsync("SELECT count(*), count(DISTINCT \"Date\") FROM \"Dates\""))
            .ShouldHaveSingleItem()
            .Split(' ')
            .Distinct()
            .ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await (await OpenAsync(_server.ConnectionString)).DisposeAsync();
        await _server.RunAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99')");
        var refused = await RefusedAsync(_server.ConnectionString);
        refused.Code.ShouldBe(StoreException.NewerSchema);
        refused.Message.ShouldContain("29990101000000_Later");
    }

    [Theory]
    [InlineData("GRANT CREATE ON SCHEMA public TO")]
    [InlineData("GRANT CREATE ON DATABASE {0} TO")]
    public async Task A_missing_permission_is_reported(string grant)
    {
        var user = $"u_{_server.Name}";
        await _server.RunAsync($"CREATE ROLE {user} LOGIN PASSWORD '{user}'; {string.Format(null, grant, _server.Name)} {user}");
        var refused = await RefusedAsync(As(user));
        await _server.RunAsync($"DROP OWNED BY {user}; DROP ROLE {user}");
        refused.Code.ShouldBe(StoreException.AccessDenied);
        refused.Message.ShouldContain("Make that user the owner of the database");
    }

    [Fact]
    public async Task An_exhausted_connection_limit_is_reported_after_the_retries()
    {
        var user = $"u_{_server.Name}";
        await _server.RunAsync($"CREATE ROLE {user} LOGIN PASSWORD '{user}' CONNECTION LIMIT 1");
        await using (var other = new NpgsqlConnection(As(user)))
        {
            await other.OpenAsync();
            (await RefusedAsync(As(user))).Code.ShouldBe(StoreException.Unreachable);
        }
        await _server.RunAsync($"DROP ROLE {user}");
    }

    [Fact]
    public async Task A_read_only_database_is_reported_and_still_read()
    {
        await using (var before = await OpenAsync(_server.ConnectionString))
            await RegisterAsync(before, "before");
        await using var store = await OpenAsync(_server.ConnectionString);
        await _server.RunAsync($"ALTER DATABASE {_server.Name} SET default_transaction_read_only = on");
        await TerminateAsync();
        (await Should.ThrowAsync<StoreException>(() => RegisterAsync(store, "after"))).Code.ShouldBe(StoreException.ReadOnly);
        (await new VendorAccountStore(store).ListAsync(default)).ShouldHaveSingleItem().Name.ShouldBe("before");
    }

    [Fact]
    public async Task A_slow_statement_is_cancelled_and_reported()
    {
        await using var store = await OpenAsync(_server.ConnectionString);
        (await Should.ThrowAsync<StoreException>(() => store.WriteAsync(Sleep, default))).Code.ShouldBe(StoreException.Unreachable);
        await RegisterAsync(store, "goes on");
    }

    [Fact]
    public async Task A_transaction_with_a_lost_connection_runs_again_and_writes_once()
    {
        await using var store = await OpenAsync(_server.ConnectionString);
        var vendorAccountId = await RegisterAsync(store, "Planhat");
        var runs = 0;
        await store.WriteAsync(
            session =>
            {
                var ids = GraphWriter.Save(session, vendorAccountId, Samples.Projects(3), Samples.Nothing, store.Time.GetUtcNow());
                if (++runs == 1)
                    TerminateAsync().GetAwaiter().GetResult();
                return ids.Count + session.ReadLong("SELECT count(*) FROM Projects");
            },
            default
        );
        runs.ShouldBe(2);
        await ShouldHoldOnceAsync(3);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task A_commit_with_a_lost_response_is_looked_up_and_not_repeated(bool committed, int expected)
    {
        await using var proxy = new DisconnectingProxy(new NpgsqlConnectionStringBuilder(_server.ConnectionString).Port);
        await using var store = await OpenAsync(
            new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Port = proxy.Port, MaxAutoPrepare = 0 }.ConnectionString
        );
        var vendorAccountId = await RegisterAsync(store, "Planhat");
        var runs = 0;
        proxy.DisconnectNext(committed ? DisconnectingProxy.Disconnect.AfterServer : DisconnectingProxy.Disconnect.BeforeServer);
        await store.WriteAsync(
            session =>
            {
                runs++;
                return GraphWriter.Save(session, vendorAccountId, Samples.Projects(3), Samples.Nothing, store.Time.GetUtcNow());
            },
            default
        );
        (runs, proxy.Cuts).ShouldBe((expected, 1));
        await ShouldHoldOnceAsync(3);
    }

    private async Task ShouldHoldOnceAsync(int projects)
    {
        (await _server.RowsAsync("SELECT count(*) FROM \"Projects\"")).ShouldBe([$"{projects}"]);
        (await _server.RowsAsync("SELECT count(*) FROM \"Changes\" WHERE \"Entity\" = 'Project'")).ShouldBe([$"{projects}"]);
        (await _server.RowsAsync("SELECT max(\"Position\") - count(*) FROM \"Changes\"")).ShouldBe(["0"]);
    }

    private static object? Sleep(SqlSession session)
    {
        session.Execute("SET LOCAL statement_timeout = 100");
        return session.ReadScalar("SELECT pg_sleep(60)");
    }

    private Task TerminateAsync() =>
        PrivateTestDatabase.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_server.Name}'");

    private string As(string user) =>
        new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Username = user, Password = user }.ConnectionString;

    private static async Task<long> RegisterAsync(GraphStore store, string name) =>
        (await new VendorAccountStore(store).RegisterAsync(name, Vendor.Planhat, "http://planhat.test", default)).Id;

    private static Task<StoreException> RefusedAsync(string connectionString) =>
        Should.ThrowAsync<StoreException>(async () => await (await OpenAsync(connectionString)).DisposeAsync());

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
