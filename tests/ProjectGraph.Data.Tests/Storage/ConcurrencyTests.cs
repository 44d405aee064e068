using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

public sealed class ConcurrencyTests : IDisposable
{
    private const int Pages = 15;
    private const int PageSize = 100;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Many_readers_and_two_writing_processes_never_find_the_database_locked()
    {
        await using var store = await _folder.OpenAsync(TimeProvider.System);
        await using var second = await _folder.OpenAsync(TimeProvider.System);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Read(store, done.Token))).ToList();

        await Task.WhenAll(Task.Run(() => WriteAsync(store, "first")), Task.Run(() => WriteAsync(second, "second")));

        await done.CancelAsync();
        (await Task.WhenAll(readers)).ShouldAllBe(reads => reads > 0);
        await using var connection = store.OpenReadConnection();
        connection.Rows("SELECT count(*) FROM Projects").ShouldBe([$"{2 * Pages * PageSize}"]);
    }

    [Fact]
    public async Task A_writer_waits_in_the_queue_and_a_cancelled_one_leaves_it()
    {
        await using var store = await _folder.OpenAsync(TimeProvider.System);
        var (inside, go) = (new TaskCompletionSource(), new ManualResetEventSlim());
        var first = store.WriteAsync(
            _ =>
            {
                inside.SetResult();
                go.Wait();
                return 1;
            },
            default
        );
        await inside.Task;
        using var cancel = new CancellationTokenSource();
        var cancelled = store.WriteAsync(_ => 2, cancel.Token);
        var third = store.WriteAsync(_ => 3, default);

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        third.IsCompleted.ShouldBeFalse();
        go.Set();

        (await first).ShouldBe(1);
        (await third).ShouldBe(3);
    }

    // A page is written in one transaction, so every reader sees complete pages.
    private static int Read(GraphStore store, CancellationToken done)
    {
        var reads = 0;
        using var connection = store.OpenReadConnection();
        do
        {
            var projects = long.Parse(connection.Rows("SELECT count(*) FROM Projects").Single(), null);
            (projects % PageSize).ShouldBe(0);
            reads++;
        } while (!done.IsCancellationRequested);
        return reads;
    }

    private static async Task WriteAsync(GraphStore store, string name)
    {
        var vendorAccount = await new VendorAccountStore(store).RegisterAsync(name, Vendor.Planhat, "http://planhat.test", default);
        for (var page = 0; page < Pages; page++)
            await new GraphWriter(store).SaveAsync(vendorAccount.Id, Samples.Projects(PageSize, page * PageSize), Samples.Nothing, default);
    }
}
