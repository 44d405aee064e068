using Npgsql;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Data.Tests.Storage;
using ProjectGraph.Data.Tests.Storage.PostgreSql;
using static ProjectGraph.Data.Tests.Query.Plans;

namespace ProjectGraph.Data.Tests.Query.PostgreSql;

/// <summary>Connections that break during a read: the page is read again completely, or the read fails.</summary>
[Trait("Store", "PostgreSql")]
public sealed class LostConnectionTests : IAsyncLifetime
{
    private const int Count = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly QueryPlan Plan = new()
    {
        Source = Projects,
        CountsTotal = true,
        Selection = Columns("Id") with { Nested = [Nested("Tags", tags => tags)] },
    };

    private PrivateTestDatabase _database = null!;
    private GraphStore _store = null!;
    private HookedReadSource _reads = null!;
    private QueryRunner _runner = null!;

    public async Task InitializeAsync()
    {
        _database = await PrivateTestDatabase.CreateAsync();
        _store = await PooledTestDatabase.OpenAsync(_database.ConnectionString, new FakeTime());
        var vendorAccountId = (
            await new VendorAccountStore(_store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)
        ).Id;
        await new GraphWriter(_store).SaveAsync(vendorAccountId, Samples.Projects(Count), Samples.Nothing, default);
        _reads = new(_store);
        _runner = new(_reads, 1);
    }

    public async Task DisposeAsync()
    {
        _runner.Dispose();
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_broke_while_idle_is_replaced()
    {
        await ShouldReadAllAsync();
        Break();
        await ShouldReadAllAsync();
        _reads.Opened.ShouldBe(2);
    }

    [Fact]
    public async Task Many_connections_broken_at_once_cost_a_single_retry()
    {
        using var many = new QueryRunner(_reads, Count);
        using var gate = new Barrier(Count);
        _reads.OnFirstRow = number =>
        {
            if (number <= Count)
                gate.SignalAndWait(Patience).ShouldBeTrue();
        };
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => Task.Run(() => ShouldReadAllAsync(many))));
        _reads.Opened.ShouldBe(Count);
        Break();
        await ShouldReadAllAsync(many);
        _reads.Opened.ShouldBe(Count + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_page_whose_connection_breaks_in_the_middle_is_read_again_from_its_beginning(int statement)
    {
        _reads.OnFirstRow = number =>
        {
            if (number == statement)
                Break();
        };
        await ShouldReadAllAsync();
        (_reads.Opened, _reads.Statements).ShouldBe((2, statement + 2));
    }

    [Fact]
    public async Task A_page_whose_connection_breaks_each_time_fails_finally()
    {
        _reads.OnFirstRow = _ => Break();
        (await Should.ThrowAsync<StoreException>(ShouldReadAllAsync)).Code.ShouldBe(StoreException.Unreachable);
        _reads.Opened.ShouldBeGreaterThan(2);
        _reads.OnFirstRow = _ => { };
        await ShouldReadAllAsync();
    }

    private Task ShouldReadAllAsync() => ShouldReadAllAsync(_runner);

    private static async Task ShouldReadAllAsync(QueryRunner runner)
    {
        using var result = await runner.Prepare(Plan).RunAsync([], default);
        result.Total.ShouldBe(Count);
        result.Root.Rows.Count.ShouldBe(Count);
        Enumerable.Range(1, Count).Sum(id => result.Root.Nested[0].GetRows(id).Count).ShouldBe(2 * Count);
    }

    private void Break()
    {
        using var connection = new NpgsqlConnection(_database.ConnectionString);
        connection.Open();
        connection.Rows(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        );
    }
}
