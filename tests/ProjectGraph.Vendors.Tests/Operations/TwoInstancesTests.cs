using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Postgres.Testing;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Tests.Operations;

/// <summary>Two instances on one database, with one vendor.</summary>
[Trait("Store", "PostgreSql")]
public sealed class TwoInstancesTests : IAsyncLifetime
{
    private const string Company = "61006bc89a3e0b702ed8ea49";
    private const string Project = "6101a50072c0e0884d5e8db1";

    private static readonly TimeSpan patience = TimeSpan.FromMinutes(10);

    private FreshDatabase database = null!;
    private readonly TemporaryFolder folder = new();
    private readonly ImpatientTime time = new();
    private VendorHost one = null!;
    private VendorHost two = null!;
    private VendorChannel ours = null!;
    private VendorChannel theirs = null!;

    private RunningSandbox Sandbox => two.Sandbox("planhat");

    public async Task InitializeAsync()
    {
        database = await SharedPostgres.DatabaseAsync();
        (one, two) = (await StartAsync("one", database.ConnectionString), await StartAsync("two", database.ConnectionString));
        theirs = await two.ConnectAsync(Vendor.Planhat);
        ours = await one.ConnectAsync(Vendor.Planhat, address: theirs.Settings.BaseUrl);
        (await two.SyncAsync(theirs)).Error.ShouldBeNull();
        Sandbox.Log.Clear();
    }

    public async Task DisposeAsync()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_same_key_at_two_instances_calls_the_vendor_once()
    {
        const int Rounds = 60, Callers = 6;
        for (var round = 0; round < Rounds; round++)
        {
            var input = new { name = $"Once {round}", companyId = Company, idempotencyKey = $"key {round}" };
            var results = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).RunAsync("createPlanhatProject", input))));

            results.Count(result => result is { State: OperationState.Succeeded, Replayed: false }).ShouldBe(1);
            results.ShouldAllBe(result => result.State == OperationState.Succeeded || result.Errors[0].Code == VendorErrors.IdempotencyInFlight);
            results.Select(result => result.OperationId).Distinct().ShouldHaveSingleItem();
        }

        Sandbox.Log.Recent().Count(request => request.Method == "POST").ShouldBe(Rounds);
        (await two.CountAsync(theirs)).ShouldBe(Sandbox.Run(() => Sandbox.Store["projects"].Count));
    }

    [Fact]
    public async Task A_write_waits_until_another_instance_has_done_with_the_project()
    {
        var id = (await one.FindAsync(ours, Project))!.Id;
        var turn = await two.Get<ProjectTurns>().EnterAsync(id, default);

        var writing = one.RunAsync("updatePlanhatProject", new { name = "Later" }, id);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        time.OnPause = () => reached.TrySetResult();
        await reached.Task.WaitAsync(patience);
        Sandbox.Log.Recent().ShouldBeEmpty();
        await turn.DisposeAsync();

        (await writing.WaitAsync(patience)).State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public async Task Calls_of_all_instances_together_keep_to_the_limit()
    {
        var slowest = ours.Budget.Limits.MaxBy(limit => limit.Per / limit.Requests)!;
        var (start, calls) = (time.GetUtcNow(), slowest.Requests + 40);

        await Task.WhenAll(Enumerable.Range(0, calls).Select(i => (i % 2 == 0 ? ours : theirs).Budget.TakeAsync(default)));

        (time.GetUtcNow() - start).ShouldBeGreaterThan(slowest.Per / slowest.Requests * 30);
    }

    [Fact]
    public async Task A_vendor_that_asks_one_instance_for_a_pause_has_it_from_all()
    {
        await ours.Budget.CorrectAsync(new(429, new Dictionary<string, string>(), default), TimeSpan.FromSeconds(20));

        var refused = await Should.ThrowAsync<VendorReadException>(() => theirs.Budget.TakeAsync(TimeSpan.FromSeconds(10), default));

        refused.Code.ShouldBe(VendorErrors.VendorRateLimited);
    }

    [Fact]
    public async Task Without_the_database_an_instance_takes_its_share_only()
    {
        var rules = new RateRules([new(10, TimeSpan.FromSeconds(10))]);
        var store = two.Get<GraphStore>();
        await store.BeatAsync(default);
        var budget = new RateBudget(rules, new SharedAccount(99, new SharedBudgets(store), rules, time), time);
        await store.DisposeAsync();
        var start = time.GetUtcNow();

        for (var call = 0; call < 5; call++) await budget.TakeAsync(TimeSpan.Zero, default);
        await budget.TakeAsync(default);

        (time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_sync_that_an_instance_leaves_unfinished_is_gone_on_with_at_once()
    {
        using var stop = new CancellationTokenSource();
        using var cut = new CancellationTokenSource();
        var scheduled = await two.Connections.RegisterAsync(theirs.Settings with { SyncInterval = TimeSpan.FromHours(1) }, default);
        var scheduling = two.Get<SyncScheduler>().RunAsync(scheduled, stop.Token);
        Sandbox.Faults.Set(new SandboxFault { Kind = SandboxFaultKind.Status, Method = "GET", Path = "/projects", Times = 1, Status = 500 });
        time.OnPause = cut.Cancel;
        await Should.ThrowAsync<OperationCanceledException>(() => one.SyncAsync(ours, cut.Token));
        time.OnPause = null;

        await one.DisposeAsync();
        await two.Get<GraphStore>().BeatAsync(default);

        LastSync last;
        do last = await two.Store.LastSyncAsync(theirs.Connection.Id, default);
        while (last.Standing!.State != SyncState.Succeeded);
        last.Owner.ShouldBe(SyncOwner.Own);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => scheduling);
    }

    [Fact]
    public async Task What_another_instance_has_just_read_is_not_read_again_at_the_start()
    {
        var (_, report, why) = await one.Get<FirstSync>().RunAsync(ours, default);
        (report, why).ShouldBe((null, "another instance has synced it"));
        Sandbox.Log.Recent().ShouldBeEmpty();

        // An instance that is alone after a restart syncs again.
        await two.Get<GraphStore>().DisposeAsync();
        await one.Get<GraphStore>().BeatAsync(default);
        (_, report, _) = await one.Get<FirstSync>().RunAsync(ours, default);
        report!.Error.ShouldBeNull();
    }

    [Fact]
    public async Task One_that_joins_others_is_ready_before_it_has_read_again()
    {
        // No alive instance has synced the account last, so a sync is due. The vendor is slow.
        (await one.SyncAsync(ours)).Error.ShouldBeNull();
        await one.DisposeAsync();
        Sandbox.Faults.Set(new SandboxFault { Kind = SandboxFaultKind.Slow, Method = "GET", Path = "/projects", DelayMs = (int)patience.TotalMilliseconds * 10 });
        var before = Sandbox.Log.Recent().Count;

        await using var three = await StartAsync("three", database.ConnectionString, new()
        {
            ["Vendors:Connections:0:Name"] = ours.Connection.Name,
            ["Vendors:Connections:0:Vendor"] = "planhat",
            ["Vendors:Connections:0:BaseUrl"] = ours.Settings.BaseUrl.ToString(),
            ["Vendors:Connections:0:AllowPrivateNetwork"] = "true",
            ["Vendors:Connections:0:Credentials:Token"] = "sandbox",
        });
        await three.Get<VendorsService>().FirstSync.WaitAsync(patience);
        three.Lines.All.ShouldNotContain(line => line.Contains("No vendor accounts", StringComparison.Ordinal));

        await Postgres.Testing.Patience.UntilAsync("it reads all the same", patience, () => Task.FromResult(Sandbox.Log.Recent().Count > before));
    }

    private Task<VendorHost> StartAsync(string name, string connectionString, Dictionary<string, string?>? settings = null) => VendorHost.StartAsync(
        System.IO.Path.Combine(folder.Path, name), 0,
        new(settings ?? []) { ["Store:Provider"] = "PostgreSql", ["ConnectionStrings:ProjectGraph"] = connectionString }, time);
}
