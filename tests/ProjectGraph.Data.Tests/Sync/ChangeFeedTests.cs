using Microsoft.Extensions.Logging.Abstractions;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Sqlite;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Sync;

public sealed class ChangeFeedTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly EntityModel Projects = GraphModel.Instance.Projects;

    private readonly StoreFolder folder = new();
    private readonly CancellationTokenSource over = new();
    private readonly FakeTime time = new();
    private GraphStore store = null!;
    private SqliteCommits commits = null!;
    private ChangeFeed feed = null!;
    private long connection;

    public async Task InitializeAsync()
    {
        store = await folder.OpenAsync(time);
        commits = new(store);
        feed = new(store, commits);
        connection = (await new ConnectionStore(store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)).Id;
    }

    public async Task DisposeAsync()
    {
        await over.CancelAsync();
        commits.Dispose();
        await store.DisposeAsync();
    }

    public void Dispose()
    {
        over.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_happened_behind_a_position_comes_first_and_then_what_happens()
    {
        await SaveAsync(store, 1, 3);
        await using var changes = Follow(after: (await AllAsync(3))[0].Position);
        (await NextAsync(changes)).Select(change => change.VendorId).ShouldBe(["2", "3"]);

        var next = NextAsync(changes);
        next.IsCompleted.ShouldBeFalse();
        await SaveAsync(store, 4, 1);

        var change = (await next).ShouldHaveSingleItem();
        (change.Kind, change.VendorId, change.ConnectionId, change.At).ShouldBe((ChangeKind.Created, "4", connection, time.GetUtcNow()));
    }

    [Fact]
    public async Task Without_a_position_the_past_is_not_told()
    {
        await SaveAsync(store, 1, 3);
        await using var changes = Follow(await feed.StartAsync(after: null, default));
        var next = NextAsync(changes);
        await SaveAsync(store, 4, 1);
        (await next).ShouldHaveSingleItem().VendorId.ShouldBe("4");
    }

    [Fact]
    public async Task A_deletion_is_told_with_the_ids_that_the_project_had()
    {
        await SaveAsync(store, 1, 1);
        var created = (await AllAsync(1))[0];
        await using var changes = Follow(created.Position);
        await new GraphWriter(store).DeleteAsync(created.EntityId, default);
        var deleted = (await NextAsync(changes)).ShouldHaveSingleItem();
        (deleted.Kind, deleted.EntityId, deleted.VendorId).ShouldBe((ChangeKind.Deleted, created.EntityId, "1"));
    }

    [Fact]
    public async Task A_consumer_that_does_not_read_holds_nobody_up_and_misses_nothing()
    {
        await using var slow = Follow(after: 0);
        await using var quick = Follow(after: 0);
        await SaveAsync(store, 1, 1);
        (await NextAsync(slow)).Count.ShouldBe(1);
        var seen = 0;
        for (var first = 2; first <= 902; first += 300)
        {
            await SaveAsync(store, first, 300);
            while (seen < first + 299) seen += (await NextAsync(quick)).Count;
        }
        var missed = new List<long>();
        while (missed.Count < 1200)
        {
            var batch = await NextAsync(slow);
            batch.Count.ShouldBeLessThanOrEqualTo(200, "nothing is kept for a slow consumer but what it reads at once");
            missed.AddRange(batch.Select(change => change.Position));
        }
        missed.ShouldBe(missed.Order());
        missed.ShouldBeUnique();
    }

    [Fact]
    public async Task Changes_of_other_entities_are_none_of_it()
    {
        await using var operations = feed.FollowAsync(GraphModel.Instance.Operations, 0, over.Token).GetAsyncEnumerator(over.Token);
        await SaveAsync(store, 1, 2);
        var next = NextAsync(operations);
        var log = new OperationLog(store);
        var started = (OperationStart.Started)await log.BeginAsync(new("updateProject", Vendor.Planhat, connection, null, false, null, "hash", "{}", new(CallerKind.Local, null, "local")), default);
        var change = (await next).ShouldHaveSingleItem();
        (change.Kind, change.EntityId).ShouldBe((ChangeKind.Created, started.OperationId));
        await log.SendingAsync(started.OperationId, new("PUT", "http://planhat.test", new Dictionary<string, string>(), null), default);
        (await NextAsync(operations)).ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Updated);
    }

    [Fact]
    public async Task A_position_ahead_of_the_log_or_no_longer_in_it_is_refused()
    {
        await SaveAsync(store, 1, 5);
        var last = await feed.StartAsync(after: null, default);
        (await feed.StartAsync(last, default)).ShouldBe(last);
        (await Should.ThrowAsync<StoreException>(() => feed.StartAsync(last + 1, default))).Code.ShouldBe(StoreException.PositionExpired);

        await store.WriteAsync(session => session.Execute($"DELETE FROM {InternalTables.Changes} WHERE Position <= @p0", last - 2), default);
        (await feed.StartAsync(last - 2, default)).ShouldBe(last - 2, "the change behind it is the oldest that is kept");
        (await Should.ThrowAsync<StoreException>(() => feed.StartAsync(last - 3, default))).Code.ShouldBe(StoreException.PositionExpired);
        await using var tooSlow = Follow(last - 3);
        (await Should.ThrowAsync<StoreException>(() => NextAsync(tooSlow))).Code.ShouldBe(StoreException.PositionExpired);
    }

    [Fact]
    public async Task What_another_process_commits_is_told_too()
    {
        commits.Look();
        await using var changes = Follow(after: 0);
        var next = NextAsync(changes);
        await using (var other = await folder.OpenAsync(time)) await SaveAsync(other, 1, 1);
        commits.Look();
        (await next).ShouldHaveSingleItem().VendorId.ShouldBe("1");
    }

    [Fact]
    public async Task A_sync_is_told_before_its_first_after_each_page_and_at_its_end()
    {
        var told = new List<SyncStanding?>();
        var pages = new ListedSource(Samples.Projects(2), Samples.Projects(2, 3));
        await using var states = feed.FollowSyncAsync(connection, over.Token).GetAsyncEnumerator(over.Token);
        await states.MoveNextAsync();
        states.Current.ShouldBeNull();
        // Each page waits until the previous changes were received.
        pages.Before = async (_, _) => told.Add(await NextAsync(states));
        await new SyncRunner(store, NullLogger<SyncRunner>.Instance).RunAsync(connection, pages, default);
        while (told[^1]?.EndedAt is null) told.Add(await NextAsync(states));
        told.Select(state => (state!.Read, state.EndedAt is null)).Distinct().Where(state => state != (4, true)).ShouldBe([(0, true), (2, true), (4, false)]);
    }

    private static async Task<T> NextAsync<T>(IAsyncEnumerator<T> items)
    {
        (await items.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        return items.Current;
    }

    private IAsyncEnumerator<IReadOnlyList<GraphChange>> Follow(long after) => feed.FollowAsync(Projects, after, over.Token).GetAsyncEnumerator(over.Token);

    private async Task<IReadOnlyList<GraphChange>> AllAsync(int count)
    {
        await using var changes = Follow(after: 0);
        var all = await NextAsync(changes);
        all.Count.ShouldBe(count);
        return all;
    }

    private Task<IReadOnlyList<long>> SaveAsync(GraphStore to, int first, int count) =>
        new GraphWriter(to).SaveAsync(connection, Samples.Projects(count, first), Samples.Nothing, default);
}
