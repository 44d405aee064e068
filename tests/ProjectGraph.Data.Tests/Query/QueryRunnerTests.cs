using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Data.Sync;
using ProjectGraph.Data.Tests.Query.Oracle;
using ProjectGraph.Data.Tests.Storage.PostgreSql;
using static ProjectGraph.Data.Tests.Query.Plans;

namespace ProjectGraph.Data.Tests.Query;

public abstract class QueryRunnerTests(RandomStore random, Func<IStoreLocation> newPlace)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_shape_is_translated_once_whatever_its_values()
    {
        using var runner = QueryRunner.Create(random.Store);
        QueryPlan Plan() => new() { Source = Projects, Filter = new AndFilter([Is("Vendor", 0), new InFilter(Field("Id"), 1, false)]) };

        for (long vendor = 1; vendor <= 5; vendor++)
            (
                await runner.IdsAsync(Plan(), vendor, Enumerable.Range(1, 60 * (int)vendor).Select(id => (object)(long)id).ToArray())
            ).Count.ShouldBe(50);

        runner.TranslationCount.ShouldBe(1);
    }

    [Fact]
    public async Task All_levels_see_one_state()
    {
        using var place = newPlace();
        await using var store = await place.OpenAsync(new FakeTime());
        var vendorAccountId = (
            await new VendorAccountStore(store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)
        ).Id;
        await new GraphWriter(store).SaveAsync(vendorAccountId, [Samples.Project(1)], Samples.Nothing, default);
        var reads = new HookedReadSource(store);
        using var runner = new QueryRunner(reads, 1);
        var plan = new QueryPlan
        {
            Source = Projects,
            CountsTotal = true,
            Selection = Columns("Id") with { Nested = [Nested("Tags", tags => tags)] },
        };

        reads.OnFirstRow = statement =>
        {
            if (statement == 1)
                new GraphWriter(store).DeleteAsync(1, default).Wait(Patience).ShouldBeTrue();
        };
        using (var result = await runner.Prepare(plan).RunAsync([], default))
        {
            result.Total.ShouldBe(1);
            result.Root.Nested[0].GetRows(1).Count.ShouldBe(2);
        }
        using var later = await runner.Prepare(plan).RunAsync([], default);
        later.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Cancellation_stops_a_statement_that_returns_no_row()
    {
        using var cancel = new CancellationTokenSource();
        var reads = new HookedReadSource(random.Store);
        using var runner = new QueryRunner(reads, 1);
        var running = Task.Run(async () => await runner.Prepare(Endless()).RunAsync(["nobody"], cancel.Token));
        await reads.WaitForLowerAsync().WaitAsync(Patience);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
        (await runner.IdsAsync(new() { Source = Projects, Filter = Is("Id", 0) }, 3L)).ShouldBe([3L]);
    }

    [Fact]
    public async Task Cancellation_during_preparation_stops_the_statement()
    {
        using var cancel = new CancellationTokenSource();
        var reads = new HookedReadSource(random.Store)
        {
            OnPrepare = sql =>
            {
                if (sql.StartsWith("SELECT", StringComparison.Ordinal))
                    Leave();
            },
        };
        using var runner = new QueryRunner(reads, 1);
        var running = Task.Run(async () => await runner.Prepare(Endless()).RunAsync(["nobody"], cancel.Token));
        // Far shorter than the time-out of a statement.
        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromMinutes(10)));

        void Leave()
        {
            cancel.Cancel();
            // Long enough that a single interrupt would arrive before the statement runs.
            Thread.Sleep(300);
        }
    }

    [Fact]
    public async Task A_wait_for_a_connection_can_be_cancelled()
    {
        using var endless = new CancellationTokenSource();
        using var waiting = new CancellationTokenSource();
        var reads = new HookedReadSource(random.Store);
        using var runner = new QueryRunner(reads, 1);
        var first = Task.Run(async () => await runner.Prepare(Endless()).RunAsync(["nobody"], endless.Token));
        await reads.WaitForLowerAsync().WaitAsync(Patience);
        var second = runner.Prepare(Endless()).RunAsync(["nobody"], waiting.Token).AsTask();

        await waiting.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => second.WaitAsync(Patience));
        first.IsCompleted.ShouldBeFalse();
        await endless.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_request_cancelled_in_advance_runs_no_statement()
    {
        var reads = new HookedReadSource(random.Store);
        using var runner = new QueryRunner(reads, 1);
        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await runner.Prepare(new() { Source = Projects, Selection = Columns("Id") }).RunAsync([], new CancellationToken(true))
        );
        reads.Statements.ShouldBe(0);
    }

    [Fact]
    public async Task Many_concurrent_readers_get_their_own_results_from_few_connections()
    {
        var reads = new HookedReadSource(random.Store);
        using var runner = new QueryRunner(reads, 4);
        var shapes = QueryShapes.All.Values.ToArray();
        var alone = new List<string>();
        foreach (var (plan, values) in shapes)
            alone.Add(await ReadAsync(runner, plan, values));

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, _) =>
        {
            var (plan, values) = shapes[number % shapes.Length];
            (await ReadAsync(runner, plan, values)).ShouldBe(alone[number % shapes.Length]);
        });

        reads.Opened.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_caller_with_heavy_plans_delays_only_itself()
    {
        var reads = new HookedReadSource(random.Store);
        using var runner = new QueryRunner(reads, 4, heavy: 2);
        var plan = new QueryPlan { Source = Projects, SearchSlot = 0 };
        var words = string.Join(
            ' ',
            Enumerable.Range(0, 900).Select(number => (char)('a' + (number / 26 % 26)) + $"{(char)('a' + (number % 26))}")
        );
        await AsAsync("other", () => runner.IdsAsync(plan, words));
        using var held = new ManualResetEventSlim();
        var (running, most, begun) = (0, 0, new TaskCompletionSource());
        reads.OnFirstRow = _ =>
        {
            if (MinimumReadPosition.Current?.Caller != "heavy")
                return;
            most = Math.Max(most, Interlocked.Increment(ref running));
            begun.TrySetResult();
            held.Wait(Patience);
            Interlocked.Decrement(ref running);
        };

        var heavy = Enumerable.Range(0, 6).Select(_ => AsAsync("heavy", () => runner.IdsAsync(plan, words))).ToArray();
        await begun.Task.WaitAsync(Patience);
        (
            await AsAsync("other", () => runner.IdsAsync(new() { Source = Projects, Filter = Is("Id", 0) }, 3L)).WaitAsync(Patience)
        ).ShouldBe([3L]);
        await AsAsync("other", () => runner.IdsAsync(plan, words)).WaitAsync(Patience);

        heavy.ShouldAllBe(run => !run.IsCompleted);
        held.Set();
        await Task.WhenAll(heavy).WaitAsync(Patience);
        most.ShouldBe(1);

        static Task<List<long>> AsAsync(string caller, Func<Task<List<long>>> run) =>
            Task.Run(() =>
            {
                MinimumReadPosition.Begin(caller, 0);
                return run();
            });
    }

    [Fact]
    public async Task Thousands_of_shapes_are_run_and_the_cache_is_bounded()
    {
        using var runner = new QueryRunner(new HookedReadSource(random.Store), 1);
        for (var slot = 0; slot < 2_100; slot++)
        {
            object?[] values = [.. Enumerable.Repeat<object?>(null, slot), 3L];
            var plan = new QueryPlan { Source = Projects, Filter = Is("Id", slot) };
            if (slot < 300)
                (await runner.IdsAsync(plan, values)).ShouldBe([3L]);
            else
                runner.Prepare(plan);
        }
        var translated = runner.TranslationCount;

        (await runner.IdsAsync(new() { Source = Projects, Filter = Is("Id", 0) }, 4L)).ShouldBe([4L]);

        runner.TranslationCount.ShouldBe(translated + 1);
    }

    [Theory]
    [InlineData(1, 300)]
    [InlineData(99, 300)]
    [InlineData(100, 300)]
    [InlineData(100, 1_200)]
    [InlineData(1_000, 300)]
    [InlineData(1_000, 1_200)]
    public async Task Nested_pages_are_the_same_however_large(long take, int most)
    {
        using var place = newPlace();
        await using var store = await place.OpenAsync(new FakeTime());
        var vendorAccountId = (
            await new VendorAccountStore(store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)
        ).Id;
        var projects = Enumerable
            .Range(1, 150)
            .Select(number => new Project
            {
                Vendor = Vendor.Planhat,
                VendorId = $"{number}",
                Name = "a",
            })
            .ToArray();
        // With the first project's 1,200 tags, the rows exceed the limit for reading all parents together.
        foreach (var (project, i) in projects.Select((project, i) => (project, i)))
            project.Tags.AddRange(Enumerable.Range(0, i == 0 ? most : i % 15).Select(tag => new ProjectTag { Tag = $"tag {tag}" }));
        await new GraphWriter(store).SaveAsync(vendorAccountId, projects, Samples.Nothing, default);
        using var runner = QueryRunner.Create(store);
        QueryPlan Plan(Page page) =>
            new() { Source = Projects, Selection = Columns("Id") with { Nested = [Nested("Tags", tags => tags with { Page = page })] } };

        using var all = await runner.Prepare(Plan(Page.All)).RunAsync([], default);
        foreach (var page in (Page[])[new KeysetPage(0), new OffsetPage(null, 0), new KeysetPage(0, Backward: true)])
        {
            using var paged = await runner.Prepare(Plan(page)).RunAsync([take], default);
            for (var id = 1L; id <= projects.Length; id++)
            {
                var (expected, actual) = (Tags(all, id), Tags(paged, id));
                var backward = page is KeysetPage { Backward: true };
                actual.ShouldBe(backward ? expected.TakeLast((int)take) : expected.Take((int)take));
                var run = paged.Root.Nested[0].GetRows(id);
                (backward ? run.HasPrevious : run.HasNext).ShouldBe(expected.Count > take);
            }
        }

        static List<long> Tags(QueryResult result, long project)
        {
            var nested = result.Root.Nested[0];
            var run = nested.GetRows(project);
            return [.. Enumerable.Range(run.Start, run.Count).Select(row => nested.Level.Rows.Long(row, 0))];
        }
    }

    [Fact]
    public async Task A_text_with_a_NUL_is_not_the_text_before_it()
    {
        const string Text = "Zürich\0";
        var name = Field("Name");
        var slot = new SlotScalar(0, FieldKind.Text);
        foreach (var match in Enum.GetValues<TextMatch>())
        foreach (var ignoreCase in (bool[])[false, true])
            (
                await random.Runner.IdsAsync(new() { Source = Projects, Filter = new TextFilter(name, match, slot, ignoreCase) }, Text)
            ).ShouldBeEmpty();
        (
            await random.Runner.IdsAsync(new() { Source = Projects, Filter = new InFilter(name, 0, false) }, [new object[] { Text }])
        ).ShouldBeEmpty();
        (await random.Runner.IdsAsync(new() { Source = Projects, Filter = Is("Name", 0) }, Text)).ShouldBeEmpty();
    }

    // Each row scans all projects of its vendor account, each of which does the same, and so on.
    private static QueryPlan Endless()
    {
        Filter filter = new CompareFilter(
            new CallScalar(ScalarFunction.ToLower, [Field("Name")], FieldKind.Text),
            Comparison.Equal,
            new SlotScalar(0, FieldKind.Text)
        );
        // Counted for each row separately: PostgreSQL would evaluate a mere existence test once, as a join.
        for (var level = 0; level < 6; level++)
            filter = new CompareFilter(
                new CountScalar([Projects.Relation("VendorAccount")], GraphModel.Instance.VendorAccounts.Relation("Projects"), filter),
                Comparison.GreaterOrEqual,
                Field("Id")
            );
        return new()
        {
            Source = Projects,
            Filter = filter,
            CountsTotal = true,
        };
    }

    private static async Task<string> ReadAsync(QueryRunner runner, QueryPlan plan, object?[] values)
    {
        using var result = await runner.Prepare(plan).RunAsync(values, default);
        return ResultText.Format(result, plan);
    }
}

public sealed class SqliteQueryRunnerTests(SqliteRandomStore random)
    : QueryRunnerTests(random, () => new StoreFolder()),
        IClassFixture<SqliteRandomStore>;

[Trait("Store", "PostgreSql")]
public sealed class PostgresQueryRunnerTests(PostgresRandomStore random)
    : QueryRunnerTests(random, () => new PooledTestDatabase()),
        IClassFixture<PostgresRandomStore>;
