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
public sealed class LostReadTests : IAsyncLifetime
{
    private const int Count = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly QueryPlan plan = new()
    {
        Source = Projects,
        CountsTotal = true,
        Selection = Columns("Id") with { Nested = [Nested("Tags", tags => tags)] },
    };

    private OwnDatabase database = null!;
    private GraphStore store = null!;
    private HookedReads reads = null!;
    private QueryRunner runner = null!;

    public async Task InitializeAsync()
    {
        database = await OwnDatabase.CreateAsync();
        store = await PostgresPlace.OpenAsync(database.ConnectionString, new FakeTime());
        var connection = (await new ConnectionStore(store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)).Id;
        await new GraphWriter(store).SaveAsync(connection, Samples.Projects(Count), Samples.Nothing, default);
        reads = new(store);
        runner = new(reads, 1);
    }

    public async Task DisposeAsync()
    {
        runner.Dispose();
        await store.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_broke_while_nobody_used_it_is_replaced()
    {
        await ShouldReadAllAsync();
        Break();
        await ShouldReadAllAsync();
        reads.Opened.ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_connections_that_broke_at_once_only_one_costs_a_try()
    {
        using var many = new QueryRunner(reads, Count);
        using var gate = new Barrier(Count);
        reads.Began = number => { if (number <= Count) gate.SignalAndWait(Patience).ShouldBeTrue(); };
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => Task.Run(() => ShouldReadAllAsync(many))));
        reads.Opened.ShouldBe(Count);
        Break();
        await ShouldReadAllAsync(many);
        reads.Opened.ShouldBe(Count + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_page_whose_connection_breaks_in_the_middle_is_read_again_from_its_beginning(int statement)
    {
        reads.Began = number => { if (number == statement) Break(); };
        await ShouldReadAllAsync();
        (reads.Opened, reads.Statements).ShouldBe((2, statement + 2));
    }

    [Fact]
    public async Task A_page_whose_connection_breaks_each_time_is_refused_in_the_end()
    {
        reads.Began = _ => Break();
        (await Should.ThrowAsync<StoreException>(ShouldReadAllAsync)).Code.ShouldBe(StoreException.Unreachable);
        reads.Opened.ShouldBeGreaterThan(2);
        reads.Began = _ => { };
        await ShouldReadAllAsync();
    }

    private Task ShouldReadAllAsync() => ShouldReadAllAsync(runner);

    private static async Task ShouldReadAllAsync(QueryRunner runner)
    {
        using var result = await runner.Prepare(plan).RunAsync([], default);
        result.Total.ShouldBe(Count);
        result.Root.Rows.Count.ShouldBe(Count);
        Enumerable.Range(1, Count).Sum(id => result.Root.Nested[0].Of(id).Count).ShouldBe(2 * Count);
    }

    private void Break()
    {
        using var connection = new NpgsqlConnection(database.ConnectionString);
        connection.Open();
        connection.Rows("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }
}
