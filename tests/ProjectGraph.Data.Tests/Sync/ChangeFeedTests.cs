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

    private readonly StoreFolder _folder = new();
    private readonly CancellationTokenSource _over = new();
    private readonly FakeTime _time = new();
    private GraphStore _store = null!;
    private SqliteCommitNotifier _commits = null!;
    private ChangeFeed _feed = null!;
    private long _vendorAccountId;

    public async Task InitializeAsync()
    {
        _store = await _folder.OpenAsync(_time);
        _commits = new(_store);
        _feed = new(_store, _commits);
        _vendorAccountId = (
            await new VendorAccountStore(_store).RegisterAsync("Planhat", Vendor.Planhat, "http://planhat.test", default)
        ).Id;
    }

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        _commits.Dispose();
        await _store.DisposeAsync();
    }

    public void Dispose()
    {
        _over.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Changes_after_the_position_come_first_and_then_new_changes()
    {
        await SaveAsync(_store, 1, 3);
        await using var changes = Follow(after: (await AllAsync(3))[0].Position);
        (await NextAsync(changes)).Select(change => change.VendorId).ShouldBe(["2", "3"]);

        var next = NextAsync(changes);
        next.IsCompleted.ShouldBeFalse();
        await SaveAsync(_store, 4, 1);

        var change = (await next).ShouldHaveSingleItem();
        (change.Kind, change.VendorId, change.VendorAccountId, change.At).ShouldBe(
            (ChangeKind.Created, "4", _vendorAccountId, _time.GetUtcNow())
        );
    }

    [Fact]
    public async Task Without_a_position_only_new_changes_are_reported()
    {
        await SaveAsync(_store, 1, 3);
        await using var changes = Follow(await _feed.StartAsync(after: null, default));
        var next = NextAsync(changes);
        await SaveAsync(_store, 4, 1);
        (await next).ShouldHaveSingleItem().VendorId.ShouldBe("4");
    }

    [Fact]
    public async Task A_deletion_is_reported_with_the_deleted_project_ids()
    {
        await SaveAsync(_store, 1, 1);
        var created = (await AllAsync(1))[0];
        await using var changes = Follow(created.Position);
        await new GraphWriter(_store).DeleteAsync(created.EntityId, default);
        var deleted = (await NextAsync(changes)).ShouldHaveSingleItem();
        (deleted.Kind, deleted.EntityId, deleted.VendorId).ShouldBe((ChangeKind.Deleted, created.EntityId, "1"));
    }

    [Fact]
    public async Task A_consumer_that_does_not_read_delays_no_other_and_misses_nothing()
    {
        await using var slow = Follow(after: 0);
        await using var quick = Follow(after: 0);
        await SaveAsync(_store, 1, 1);
        (await NextAsync(slow)).Count.ShouldBe(1);
        var seen = 0;
        for (var first = 2; first <= 902; first += 300)
        {
            await SaveAsync(_store, first, 300);
            while (seen < first + 299)
                seen += (await NextAsync(quick)).Count;
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
    public async Task Changes_of_other_entities_are_not_included()
    {
        await using var operations = _feed.FollowAsync(GraphModel.Instance.Operations, 0, _over.Token).GetAsyncEnumerator(_over.Token);
        await SaveAsync(_store, 1, 2);
        var next = NextAsync(operations);
        var log = new OperationLog(_store);
        var started = (OperationStart.Started)
            await log.BeginAsync(
                new(
                    "updateProject",
                    Vendor.Planhat,
                    _vendorAccountId,
                    null,
                    false,
                    null,
                    "hash",
                    "{}",
                    new(CallerKind.Local, null, "local")
                ),
                default
            );
        var change = (await next).ShouldHaveSingleItem();
        (change.Kind, change.EntityId).ShouldBe((ChangeKind.Created, started.OperationId));
        await log.RecordRequestAsync(
            started.OperationId,
            new("PUT", "http://planhat.test", new Dictionary<string, string>(), null),
            default
        );
        (await NextAsync(operations)).ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Updated);
    }

    [Fact]
    public async Task A_position_outside_the_log_is_refused()
    {
        await SaveAsync(_store, 1, 5);
        var last = await _feed.StartAsync(after: null, default);
        (await _feed.StartAsync(last, default)).ShouldBe(last);
        (await Should.ThrowAsync<StoreException>(() => _feed.StartAsync(last + 1, default))).Code.ShouldBe(StoreException.PositionExpired);

        await _store.WriteAsync(
            session => session.Execute($"DELETE FROM {InternalTables.Changes} WHERE Position <= @p0", last - 2),
            default
        );
        (await _feed.StartAsync(last - 2, default)).ShouldBe(last - 2, "the change after it is the oldest that is kept");
        (await Should.ThrowAsync<StoreException>(() => _feed.StartAsync(last - 3, default))).Code.ShouldBe(StoreException.PositionExpired);
        await using var tooSlow = Follow(last - 3);
        (await Should.ThrowAsync<StoreException>(() => NextAsync(tooSlow))).Code.ShouldBe(StoreException.PositionExpired);
    }

    [Fact]
    public async Task Commits_of_another_process_are_reported()
    {
        _commits.Poll();
        await using var changes = Follow(after: 0);
        var next = NextAsync(changes);
        await using (var other = await _folder.OpenAsync(_time))
            await SaveAsync(other, 1, 1);
        _commits.Poll();
        (await next).ShouldHaveSingleItem().VendorId.ShouldBe("1");
    }

    [Fact]
    public async Task A_sync_is_reported_before_its_first_page_after_each_page_and_at_its_end()
    {
        var told = new List<SyncRunSnapshot?>();
        var pages = new ListedSource(Samples.Projects(2), Samples.Projects(2, 3));
        await using var states = _feed.FollowSyncAsync(_vendorAccountId, _over.Token).GetAsyncEnumerator(_over.Token);
        await states.MoveNextAsync();
        states.Current.ShouldBeNull();
        // Each page waits until the previous changes were received.
        pages.Before = async (_, _) => told.Add(await NextAsync(states));
        await new SyncRunner(_store, NullLogger<SyncRunner>.Instance).RunAsync(_vendorAccountId, pages, default);
        while (told[^1]?.EndedAt is null)
            told.Add(await NextAsync(states));
        told.Select(state => (state!.Read, state.EndedAt is null))
            .Distinct()
            .Where(state => state != (4, true))
            .ShouldBe([(0, true), (2, true), (4, false)]);
    }

    private static async Task<T> NextAsync<T>(IAsyncEnumerator<T> items)
    {
        (await items.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        return items.Current;
    }

    private IAsyncEnumerator<IReadOnlyList<GraphChange>> Follow(long after) =>
        _feed.FollowAsync(Projects, after, _over.Token).GetAsyncEnumerator(_over.Token);

    private async Task<IReadOnlyList<GraphChange>> AllAsync(int count)
    {
        await using var changes = Follow(after: 0);
        var all = await NextAsync(changes);
        all.Count.ShouldBe(count);
        return all;
    }

    private Task<IReadOnlyList<long>> SaveAsync(GraphStore to, int first, int count) =>
        new GraphWriter(to).SaveAsync(_vendorAccountId, Samples.Projects(count, first), Samples.Nothing, default);
}
