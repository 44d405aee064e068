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

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private FreshDatabase _database = null!;
    private readonly TemporaryFolder _folder = new();
    private readonly SkippingTime _time = new();
    private VendorHost _one = null!;
    private VendorHost _two = null!;
    private VendorChannel _ours = null!;
    private VendorChannel _theirs = null!;

    private RunningSandbox Sandbox => _two.Sandbox("planhat");

    public async Task InitializeAsync()
    {
        _database = await SharedPostgres.CreateDatabaseAsync();
        (_one, _two) = (await StartAsync("one", _database.ConnectionString), await StartAsync("two", _database.ConnectionString));
        _theirs = await _two.ConnectAsync(Vendor.Planhat);
        _ours = await _one.ConnectAsync(Vendor.Planhat, address: _theirs.Settings.BaseUrl);
        (await _two.SyncAsync(_theirs)).Error.ShouldBeNull();
        Sandbox.Log.Clear();
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_same_key_at_two_instances_calls_the_vendor_once()
    {
        const int Rounds = 60,
            Callers = 6;
        for (var round = 0; round < Rounds; round++)
        {
            var input = new
            {
                name = $"Once {round}",
                companyId = Company,
                idempotencyKey = $"key {round}",
            };
            var results = await Task.WhenAll(
                Enumerable.Range(0, Callers).Select(i => Task.Run(() => (i % 2 == 0 ? _one : _two).RunAsync("createPlanhatProject", input)))
            );

            results.Count(result => result is { State: OperationState.Succeeded, Replayed: false }).ShouldBe(1);
            results.ShouldAllBe(result =>
                result.State == OperationState.Succeeded || result.Errors[0].Code == VendorErrors.IdempotencyInFlight
            );
            results.Select(result => result.OperationId).Distinct().ShouldHaveSingleItem();
        }

        Sandbox.Log.Recent().Count(request => request.Method == "POST").ShouldBe(Rounds);
        (await _two.CountAsync(_theirs)).ShouldBe(Sandbox.Run(() => Sandbox.Store["projects"].Count));
    }

    [Fact]
    public async Task A_write_waits_for_another_instances_write_to_the_project()
    {
        var id = (await _one.FindAsync(_ours, Project))!.Id;
        var turn = await _two.Get<ProjectLeases>().AcquireAsync(id, default);

        var writing = _one.RunAsync("updatePlanhatProject", new { name = "Later" }, id);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _time.OnPause = () => reached.TrySetResult();
        await reached.Task.WaitAsync(Patience);
        Sandbox.Log.Recent().ShouldBeEmpty();
        await turn.DisposeAsync();

        (await writing.WaitAsync(Patience)).State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public async Task Calls_of_all_instances_together_stay_within_the_limit()
    {
        var slowest = _ours.Budget.Limits.MaxBy(limit => limit.Per / limit.Requests)!;
        var (start, calls) = (_time.GetUtcNow(), slowest.Requests + 40);

        await Task.WhenAll(Enumerable.Range(0, calls).Select(i => (i % 2 == 0 ? _ours : _theirs).Budget.TakeAsync(default)));

        (_time.GetUtcNow() - start).ShouldBeGreaterThan(slowest.Per / slowest.Requests * 30);
    }

    [Fact]
    public async Task A_pause_requested_from_one_instance_holds_for_all()
    {
        await _ours.Budget.CorrectAsync(new(429, new Dictionary<string, string>(), default), TimeSpan.FromSeconds(20));

        var refused = await Should.ThrowAsync<VendorReadException>(() => _theirs.Budget.TakeAsync(TimeSpan.FromSeconds(10), default));

        refused.Code.ShouldBe(VendorErrors.VendorRateLimited);
    }

    [Fact]
    public async Task Without_the_database_an_instance_uses_only_its_share()
    {
        var rules = new RateRules([new(10, TimeSpan.FromSeconds(10))]);
        var store = _two.Get<GraphStore>();
        await store.WriteHeartbeatAsync(default);
        var budget = new RateBudget(rules, new SharedRateBudgetStore(99, new SharedBudgets(store), rules, _time), _time);
        await store.DisposeAsync();
        var start = _time.GetUtcNow();

        for (var call = 0; call < 5; call++)
            await budget.TakeAsync(TimeSpan.Zero, default);
        await budget.TakeAsync(default);

        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_sync_left_unfinished_by_an_instance_is_resumed_at_once()
    {
        using var stop = new CancellationTokenSource();
        using var cut = new CancellationTokenSource();
        var scheduled = await _two.VendorAccounts.RegisterAsync(_theirs.Settings with { SyncInterval = TimeSpan.FromHours(1) }, default);
        var scheduling = _two.Get<SyncScheduler>().RunAsync(scheduled, stop.Token);
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Method = "GET",
                Path = "/projects",
                Times = 1,
                Status = 500,
            }
        );
        _time.OnPause = cut.Cancel;
        await Should.ThrowAsync<OperationCanceledException>(() => _one.SyncAsync(_ours, cut.Token));
        _time.OnPause = null;

        await _one.DisposeAsync();
        await _two.Get<GraphStore>().WriteHeartbeatAsync(default);

        LastSyncRun last;
        do last = await _two.Store.LastSyncAsync(_theirs.VendorAccount.Id, default);
        while (last.Run!.State != SyncState.Succeeded);
        last.Owner.ShouldBe(SyncOwner.ThisInstance);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => scheduling);
    }

    [Fact]
    public async Task An_account_just_synced_by_another_instance_is_not_synced_at_start_up()
    {
        var (_, report, why) = await _one.Get<FirstSync>().RunAsync(_ours, default);
        (report, why).ShouldBe((null, "another instance has synced it"));
        Sandbox.Log.Recent().ShouldBeEmpty();

        // An instance that is alone after a restart syncs again.
        await _two.Get<GraphStore>().DisposeAsync();
        await _one.Get<GraphStore>().WriteHeartbeatAsync(default);
        (_, report, _) = await _one.Get<FirstSync>().RunAsync(_ours, default);
        report!.Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_joining_instance_is_ready_before_it_has_synced()
    {
        // No alive instance has synced the account last, so a sync is due. The vendor is slow.
        (await _one.SyncAsync(_ours)).Error.ShouldBeNull();
        await _one.DisposeAsync();
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Slow,
                Method = "GET",
                Path = "/projects",
                DelayMs = (int)Patience.TotalMilliseconds * 10,
            }
        );
        var before = Sandbox.Log.Recent().Count;

        await using var three = await StartAsync(
            "three",
            _database.ConnectionString,
            new()
            {
                ["Vendors:Accounts:0:Name"] = _ours.VendorAccount.Name,
                ["Vendors:Accounts:0:Vendor"] = "planhat",
                ["Vendors:Accounts:0:BaseUrl"] = _ours.Settings.BaseUrl.ToString(),
                ["Vendors:Accounts:0:AllowPrivateNetwork"] = "true",
                ["Vendors:Accounts:0:Credentials:Token"] = "sandbox",
            }
        );
        await three.Get<VendorsService>().FirstSync.WaitAsync(Patience);
        three.Lines.All.ShouldNotContain(line => line.Contains("No vendor accounts", StringComparison.Ordinal));

        await Postgres.Testing.Polling.UntilAsync("it reads all the same", Patience, () =>
            Task.FromResult(Sandbox.Log.Recent().Count > before)
        );
    }

    private Task<VendorHost> StartAsync(string name, string connectionString, Dictionary<string, string?>? settings = null) =>
        VendorHost.StartAsync(
            System.IO.Path.Combine(_folder.Path, name),
            0,
            new(settings ?? []) { ["Store:Provider"] = "PostgreSql", ["ConnectionStrings:ProjectGraph"] = connectionString },
            _time
        );
}
