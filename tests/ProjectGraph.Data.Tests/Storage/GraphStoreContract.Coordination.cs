using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ProjectGraph.Data.Coordination;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

/// <summary>Tests of several instances of one service.</summary>
public abstract partial class GraphStoreContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task One_instance_at_a_time_writes_to_a_project()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var (ours, theirs) = (new ProjectLeases(Store), new ProjectLeases(other));
        var (inside, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => EnterAsync(i % 2 == 0 ? ours : theirs))));

        most.ShouldBe(1);
        Count("ProjectLeases").ShouldBe(0);

        async Task EnterAsync(ProjectLeases turns)
        {
            // Within an instance, callers ensure that one write runs at a time.
            await using var turn = await WithinAsync(turns);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }
    }

    [Fact]
    public async Task The_lease_of_a_dead_instance_ends_and_its_unsent_operation_is_not_sent()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var planned = await StartAsync("planned");
        await new ProjectLeases(Store).AcquireAsync(7, default);
        var theirs = new ProjectLeases(other).AcquireAsync(7, default);
        theirs.IsCompleted.ShouldBeFalse();

        Time.Advance(TimeSpan.FromMinutes(4));
        await other.WriteHeartbeatAsync(default);

        await (await theirs.WaitAsync(Patience)).DisposeAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => Operations.RecordRequestAsync(planned, Request, default));
    }

    [Fact]
    public async Task All_instances_share_one_budget()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var budgets = new[] { new SharedBudgets(Store), new SharedBudgets(other) };

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => budgets[i % 2].ChangeAsync(VendorAccountId, Next, default)));

        var last = await budgets[0].ChangeAsync(VendorAccountId, Next, default);
        last.ShouldBe(101);

        static (BudgetState State, long Answer) Next(BudgetState? state, DateTimeOffset now)
        {
            var count = (state is { FullAt: [var at] } ? at.UtcTicks : 0) + 1;
            return (new(now, [new DateTimeOffset(count, TimeSpan.Zero)]), count);
        }
    }

    [Fact]
    public async Task A_due_sync_runs_at_one_of_two_instances()
    {
        await using var other = await OpenDatabaseAsync(Time);
        await Sync.RunAsync(VendorAccountId, ThreePages(), default);
        var due = await VendorAccounts.LastSyncAsync(VendorAccountId, default);
        (due.Failures, due.Owner, (await new VendorAccountStore(other).LastSyncAsync(VendorAccountId, default)).Owner).ShouldBe(
            (0, SyncOwner.ThisInstance, SyncOwner.OtherInstance)
        );

        var reports = await Task.WhenAll(
            Sync.RunAsync(VendorAccountId, ThreePages(), null, believeAll: false, due, default),
            Runner(other).RunAsync(VendorAccountId, ThreePages(), null, believeAll: false, due, default)
        );

        reports.Select(report => report.ErrorCode).Order().ShouldBe([null, SyncErrors.RunningOnAnotherInstance]);
        Count("SyncRuns").ShouldBe(2);
    }

    [Fact]
    public async Task A_worker_whose_run_was_taken_over_writes_nothing()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var stalls = ThreePages();
        SyncReport? theirs = null;
        stalls.Before = async (page, _) =>
        {
            if (page != 2)
                return;
            Time.Advance(TimeSpan.FromMinutes(4));
            await other.WriteHeartbeatAsync(default);
            (await new VendorAccountStore(other).LastSyncAsync(VendorAccountId, default)).IsResumableByAnyInstance.ShouldBeTrue();
            var source = ThreePages();
            theirs = await Runner(other).RunAsync(VendorAccountId, source, default);
            source.Cursors.ShouldBe(["2"]);
            await Store.WriteHeartbeatAsync(default);
        };

        var ours = await Sync.RunAsync(VendorAccountId, stalls, default);

        ours.ErrorCode.ShouldBe(SyncErrors.RunningOnAnotherInstance);
        (theirs!.Error, theirs.Read).ShouldBe((null, 30));
        Rows("SELECT \"State\", \"Read\", \"Created\" FROM \"SyncRuns\"").ShouldBe(["2 30 30"]);
    }

    [Fact]
    public async Task The_other_instances_notice_the_end_of_an_instance()
    {
        var third = await OpenDatabaseAsync(Time);
        await Store.WriteHeartbeatAsync(default);
        var departure = Store.InstanceLost.Next;
        await Store.WriteHeartbeatAsync(default);
        departure.IsCompleted.ShouldBeFalse();

        await third.DisposeAsync();
        await Store.WriteHeartbeatAsync(default);

        await departure.WaitAsync(Patience);
        Store.InstanceCount.ShouldBe(1);
    }

    [Fact]
    public async Task Interrupted_syncs_since_the_last_success_are_counted_for_all_instances()
    {
        var fails = ThreePages();
        fails.Before = (page, _) =>
            page == 1 ? throw new VendorReadException("VENDOR_UNAVAILABLE", "The vendor answered 500.") : Task.CompletedTask;
        await Sync.RunAsync(VendorAccountId, fails, default);
        await Sync.RunAsync(VendorAccountId, fails, default);
        await using var other = await OpenDatabaseAsync(Time);

        (await new VendorAccountStore(other).LastSyncAsync(VendorAccountId, default)).Failures.ShouldBe(2);

        await Runner(other).RunAsync(VendorAccountId, ThreePages(), default);
        (await VendorAccounts.LastSyncAsync(VendorAccountId, default)).Failures.ShouldBe(0);
    }

    [Fact]
    public async Task All_instances_have_one_secret_and_keep_it()
    {
        var secret = Store.Secret.ToArray();
        secret.Length.ShouldBe(32);
        await using (var other = await OpenDatabaseAsync(Time))
            other.Secret.ToArray().ShouldBe(secret);
        await ReopenAsync();
        Store.Secret.ToArray().ShouldBe(secret);
    }

    [Fact]
    public async Task An_async_result_is_available_at_any_instance_until_it_expires()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var kept = TimeSpan.FromMinutes(10);
        (await CreateAsyncResults(Store).BeginAsync("a", "one", limit: 10, limitOfCaller: 1, kept, default)).ShouldBeTrue();
        (await CreateAsyncResults(other).BeginAsync("b", "one", limit: 10, limitOfCaller: 1, kept, default)).ShouldBeFalse();
        (await CreateAsyncResults(other).FindAsync("a", "two", default)).ShouldBeNull();
        (await CreateAsyncResults(other).FindAsync("a", "one", default))!.ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBeNull(),
            answer => answer.IsLost.ShouldBeFalse()
        );
        var body = Encoding.UTF8.GetBytes(new string('ä', 3_000_000));

        await CreateAsyncResults(Store).EndAsync("a", 200, "[]", body, kept, default);

        var answer = (await CreateAsyncResults(other).FindAsync("a", "one", default))!;
        (answer.Status, answer.Headers, answer.IsLost).ShouldBe((200, "[]", false));
        answer.Body.AsSpan().SequenceEqual(body).ShouldBeTrue();
        Time.Advance(TimeSpan.FromMinutes(11));
        (await CreateAsyncResults(other).FindAsync("a", "one", default)).ShouldBeNull();
        (await CreateAsyncResults(other).BeginAsync("b", "one", limit: 10, limitOfCaller: 1, kept, default)).ShouldBeTrue();
        Count("AsyncResults").ShouldBe(1);
    }

    [Fact]
    public async Task An_async_result_of_a_dead_instance_is_lost()
    {
        await using (var other = await OpenDatabaseAsync(Time))
            await CreateAsyncResults(other).BeginAsync("a", "one", 10, 10, TimeSpan.FromMinutes(10), default);

        (await CreateAsyncResults(Store).FindAsync("a", "one", default))!.IsLost.ShouldBeTrue();
    }

    [Fact]
    public async Task The_worker_is_notified_when_its_async_result_is_removed_at_another_instance()
    {
        await using var other = await OpenDatabaseAsync(Time);
        using var commits = (IDisposable)Store.CreateCommitNotifier();
        var answers = new AsyncResults(Store, (ICommitNotifier)commits);
        await answers.BeginAsync("a", "one", 10, 10, TimeSpan.FromMinutes(10), default);
        var removed = answers.WaitForRemovalAsync("a", default);

        (await CreateAsyncResults(other).RemoveAsync("a", "two", default)).ShouldBeFalse();
        removed.IsCompleted.ShouldBeFalse();
        (await CreateAsyncResults(other).RemoveAsync("a", "one", default)).ShouldBeTrue();

        await removed.WaitAsync(Patience);
    }

    [Fact]
    public async Task One_key_begins_one_operation_at_two_instances()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var logs = new[] { Operations, new OperationLog(other) };

        for (var round = 0; round < 20; round++)
        {
            var starts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => logs[i % 2].BeginAsync(Draft($"key {round}"), default)));
            starts.OfType<OperationStart.Started>().ShouldHaveSingleItem();
            starts.OfType<OperationStart.InFlight>().Count().ShouldBe(7);
        }
    }

    [Fact]
    public async Task The_unfinished_work_of_an_instance_is_claimed_once()
    {
        var sent = await StartAsync("sent");
        await Operations.RecordRequestAsync(sent, Request, default);
        await using var one = await OpenDatabaseAsync(Time);
        await using var two = await OpenDatabaseAsync(Time);
        await Store.DisposeAsync();

        var claimed = await Task.WhenAll(
            new OperationLog(one).ClaimUnknownAsync(default),
            new OperationLog(two).ClaimUnknownAsync(default)
        );

        claimed.SelectMany(each => each).ShouldHaveSingleItem().State.ShouldBe(OperationState.Unknown);
    }

    private static SyncRunner Runner(GraphStore store) => new(store, NullLogger<SyncRunner>.Instance);

    private static AsyncResults CreateAsyncResults(GraphStore store) => new(store, new NoCommits());

    // The lock of one process, which is taken before the lease between instances.
    private readonly Dictionary<ProjectLeases, SemaphoreSlim> _within = [];

    private async Task<IAsyncDisposable> WithinAsync(ProjectLeases turns)
    {
        SemaphoreSlim gate;
        lock (_within)
            gate = _within.TryGetValue(turns, out var known) ? known : _within[turns] = new(1, 1);
        await gate.WaitAsync();
        return new BothStores(await turns.AcquireAsync(7, default), gate);
    }

    private sealed class BothStores(IAsyncDisposable turn, SemaphoreSlim gate) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await turn.DisposeAsync();
            gate.Release();
        }
    }

    private sealed class NoCommits : ICommitNotifier
    {
        public Task NextCommit { get; } = new TaskCompletionSource().Task;
    }
}
