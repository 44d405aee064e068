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
        var (ours, theirs) = (new ProjectTurns(Store), new ProjectTurns(other));
        var (inside, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => EnterAsync(i % 2 == 0 ? ours : theirs))));

        most.ShouldBe(1);
        Count("ProjectTurns").ShouldBe(0);

        async Task EnterAsync(ProjectTurns turns)
        {
            // Within an instance, callers ensure that one write runs at a time.
            await using var turn = await WithinAsync(turns);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }
    }

    [Fact]
    public async Task The_turn_of_an_instance_that_died_is_over_and_what_it_was_about_to_send_is_not_sent()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var planned = await StartAsync("planned");
        await new ProjectTurns(Store).EnterAsync(7, default);
        var theirs = new ProjectTurns(other).EnterAsync(7, default);
        theirs.IsCompleted.ShouldBeFalse();

        Time.Advance(TimeSpan.FromMinutes(4));
        await other.BeatAsync(default);

        await (await theirs.WaitAsync(Patience)).DisposeAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => Operations.SendingAsync(planned, Request, default));
    }

    [Fact]
    public async Task All_instances_draw_on_one_budget()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var budgets = new[] { new SharedBudgets(Store), new SharedBudgets(other) };

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => budgets[i % 2].ChangeAsync(ConnectionId, Next, default)));

        var last = await budgets[0].ChangeAsync(ConnectionId, Next, default);
        last.ShouldBe(101);

        static (BudgetState State, long Answer) Next(BudgetState? state, DateTimeOffset now)
        {
            var count = (state is { FullAt: [var at] } ? at.UtcTicks : 0) + 1;
            return (new(now, [new DateTimeOffset(count, TimeSpan.Zero)]), count);
        }
    }

    [Fact]
    public async Task Of_two_instances_that_find_a_sync_due_one_runs_it()
    {
        await using var other = await OpenDatabaseAsync(Time);
        await Sync.RunAsync(ConnectionId, ThreePages(), default);
        var due = await Connections.LastSyncAsync(ConnectionId, default);
        (due.Failures, due.Owner, (await new ConnectionStore(other).LastSyncAsync(ConnectionId, default)).Owner).ShouldBe((0, SyncOwner.Own, SyncOwner.Other));

        var reports = await Task.WhenAll(
            Sync.RunAsync(ConnectionId, ThreePages(), null, believeAll: false, due, default),
            Runner(other).RunAsync(ConnectionId, ThreePages(), null, believeAll: false, due, default));

        reports.Select(report => report.ErrorCode).Order().ShouldBe([null, SyncErrors.RunsElsewhere]);
        Count("SyncRuns").ShouldBe(2);
    }

    [Fact]
    public async Task A_worker_that_wakes_up_after_its_run_was_taken_over_does_no_harm()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var stalls = ThreePages();
        SyncReport? theirs = null;
        stalls.Before = async (page, _) =>
        {
            if (page != 2) return;
            Time.Advance(TimeSpan.FromMinutes(4));
            await other.BeatAsync(default);
            (await new ConnectionStore(other).LastSyncAsync(ConnectionId, default)).IsLeftBehind.ShouldBeTrue();
            var source = ThreePages();
            theirs = await Runner(other).RunAsync(ConnectionId, source, default);
            source.Cursors.ShouldBe(["2"]);
            await Store.BeatAsync(default);
        };

        var ours = await Sync.RunAsync(ConnectionId, stalls, default);

        ours.ErrorCode.ShouldBe(SyncErrors.RunsElsewhere);
        (theirs!.Error, theirs.Read).ShouldBe((null, 30));
        Rows("SELECT \"State\", \"Read\", \"Created\" FROM \"SyncRuns\"").ShouldBe(["2 30 30"]);
    }

    [Fact]
    public async Task The_end_of_an_instance_is_heard_of_by_the_others()
    {
        var third = await OpenDatabaseAsync(Time);
        await Store.BeatAsync(default);
        var departure = Store.Departures.Next;
        await Store.BeatAsync(default);
        departure.IsCompleted.ShouldBeFalse();

        await third.DisposeAsync();
        await Store.BeatAsync(default);

        await departure.WaitAsync(Patience);
        Store.Instances.ShouldBe(1);
    }

    [Fact]
    public async Task What_broke_off_since_a_sync_went_well_is_counted_for_all()
    {
        var fails = ThreePages();
        fails.Before = (page, _) => page == 1 ? throw new VendorReadException("VENDOR_UNAVAILABLE", "The vendor answered 500.") : Task.CompletedTask;
        await Sync.RunAsync(ConnectionId, fails, default);
        await Sync.RunAsync(ConnectionId, fails, default);
        await using var other = await OpenDatabaseAsync(Time);

        (await new ConnectionStore(other).LastSyncAsync(ConnectionId, default)).Failures.ShouldBe(2);

        await Runner(other).RunAsync(ConnectionId, ThreePages(), default);
        (await Connections.LastSyncAsync(ConnectionId, default)).Failures.ShouldBe(0);
    }

    [Fact]
    public async Task All_instances_have_one_secret_and_keep_it()
    {
        var secret = Store.Secret.ToArray();
        secret.Length.ShouldBe(32);
        await using (var other = await OpenDatabaseAsync(Time)) other.Secret.ToArray().ShouldBe(secret);
        await ReopenAsync();
        Store.Secret.ToArray().ShouldBe(secret);
    }

    [Fact]
    public async Task An_answer_is_fetched_at_any_instance_until_it_is_forgotten()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var kept = TimeSpan.FromMinutes(10);
        (await Answers(Store).BeginAsync("a", "one", limit: 10, limitOfCaller: 1, kept, default)).ShouldBeTrue();
        (await Answers(other).BeginAsync("b", "one", limit: 10, limitOfCaller: 1, kept, default)).ShouldBeFalse();
        (await Answers(other).FindAsync("a", "two", default)).ShouldBeNull();
        (await Answers(other).FindAsync("a", "one", default))!.ShouldSatisfyAllConditions(answer => answer.Status.ShouldBeNull(), answer => answer.IsLost.ShouldBeFalse());
        var body = Encoding.UTF8.GetBytes(new string('ä', 3_000_000));

        await Answers(Store).EndAsync("a", 200, "[]", body, kept, default);

        var answer = (await Answers(other).FindAsync("a", "one", default))!;
        (answer.Status, answer.Headers, answer.IsLost).ShouldBe((200, "[]", false));
        answer.Body.AsSpan().SequenceEqual(body).ShouldBeTrue();
        Time.Advance(TimeSpan.FromMinutes(11));
        (await Answers(other).FindAsync("a", "one", default)).ShouldBeNull();
        (await Answers(other).BeginAsync("b", "one", limit: 10, limitOfCaller: 1, kept, default)).ShouldBeTrue();
        Count("LaterAnswers").ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_died_with_its_instance_says_so()
    {
        await using (var other = await OpenDatabaseAsync(Time)) await Answers(other).BeginAsync("a", "one", 10, 10, TimeSpan.FromMinutes(10), default);

        (await Answers(Store).FindAsync("a", "one", default))!.IsLost.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_works_on_an_answer_hears_that_it_was_removed_at_another_instance()
    {
        await using var other = await OpenDatabaseAsync(Time);
        using var commits = (IDisposable)Store.Follow();
        var answers = new KeptAnswers(Store, (ICommitSignal)commits);
        await answers.BeginAsync("a", "one", 10, 10, TimeSpan.FromMinutes(10), default);
        var removed = answers.WhenRemovedAsync("a", default);

        (await Answers(other).RemoveAsync("a", "two", default)).ShouldBeFalse();
        removed.IsCompleted.ShouldBeFalse();
        (await Answers(other).RemoveAsync("a", "one", default)).ShouldBeTrue();

        await removed.WaitAsync(Patience);
    }

    [Fact]
    public async Task Of_many_that_begin_with_one_key_at_two_instances_one_begins()
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
    public async Task What_an_instance_leaves_open_at_its_end_is_claimed_once()
    {
        var sent = await StartAsync("sent");
        await Operations.SendingAsync(sent, Request, default);
        await using var one = await OpenDatabaseAsync(Time);
        await using var two = await OpenDatabaseAsync(Time);
        await Store.DisposeAsync();

        var claimed = await Task.WhenAll(new OperationLog(one).UnsettledAsync(default), new OperationLog(two).UnsettledAsync(default));

        claimed.SelectMany(each => each).ShouldHaveSingleItem().State.ShouldBe(OperationState.Unknown);
    }

    private static SyncRunner Runner(GraphStore store) => new(store, NullLogger<SyncRunner>.Instance);

    private static KeptAnswers Answers(GraphStore store) => new(store, new NoCommits());

    // The lock of one process, which is taken before the lease between instances.
    private readonly Dictionary<ProjectTurns, SemaphoreSlim> within = [];

    private async Task<IAsyncDisposable> WithinAsync(ProjectTurns turns)
    {
        SemaphoreSlim gate;
        lock (within) gate = within.TryGetValue(turns, out var known) ? known : within[turns] = new(1, 1);
        await gate.WaitAsync();
        return new Both(await turns.EnterAsync(7, default), gate);
    }

    private sealed class Both(IAsyncDisposable turn, SemaphoreSlim gate) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await turn.DisposeAsync();
            gate.Release();
        }
    }

    private sealed class NoCommits : ICommitSignal
    {
        public Task Next { get; } = new TaskCompletionSource().Task;
    }
}
