using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

// Tests of changes during a sync.
public abstract partial class GraphStoreContract
{
    [Fact]
    public async Task A_second_sync_of_the_same_vendor_account_waits_and_gets_the_first_ones_result()
    {
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var source = new ListedSource(Samples.Projects(2))
        {
            Before = (_, _) =>
            {
                asked.SetResult();
                return go.Task;
            },
        };
        var first = Sync.RunAsync(VendorAccountId, source, default);
        await asked.Task;
        (await VendorAccounts.ListAsync(default))[0].Status.ShouldBe(VendorAccountStatus.Syncing);

        var second = Sync.RunAsync(VendorAccountId, source, default);
        go.SetResult();

        (await second).ShouldBeSameAs(await first);
        source.Cursors.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_waiting_caller_continues_when_the_first_one_cancels()
    {
        using var cancel = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var endless = new ListedSource(Samples.Projects(2))
        {
            Before = (_, stop) =>
            {
                asked.SetResult();
                return Task.Delay(Timeout.Infinite, stop);
            },
        };
        var first = Sync.RunAsync(VendorAccountId, endless, cancel.Token);
        await asked.Task;
        var second = Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(2)), default);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        (await second).Created.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_that_was_requested_before_a_write_does_not_undo_it()
    {
        await SaveAsync(Samples.Project(1));
        var source = new ListedSource([Samples.Project(1, "As it was")])
        {
            Before = async (_, _) =>
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                await SaveAsync(Samples.Project(1, "As written"));
                Time.Advance(TimeSpan.FromSeconds(1));
            },
        };

        await Sync.RunAsync(VendorAccountId, source, default);

        Rows("""SELECT "Name" FROM "Projects" """).ShouldBe(["As written"]);
        await Sync.RunAsync(VendorAccountId, new ListedSource([Samples.Project(1, "As it is now")]), default);
        Rows("""SELECT "Name" FROM "Projects" """).ShouldBe(["As it is now"]);
    }

    [Fact]
    public async Task A_project_that_was_created_during_a_sync_is_not_removed()
    {
        var source = new ListedSource(Samples.Projects(1)) { Before = (_, _) => SaveAsync(Samples.Project(2)) };
        await Sync.RunAsync(VendorAccountId, source, default);
        Count("Projects").ShouldBe(2);
    }

    [Fact]
    public async Task A_page_that_was_read_before_a_deletion_does_not_bring_the_project_back()
    {
        var id = (await SaveAsync(Samples.Project(1)))[0];
        var source = new ListedSource([Samples.Project(1)], [Samples.Project(1)])
        {
            Before = (page, _) => page == 0 ? Writer.DeleteAsync(id, default) : Task.CompletedTask,
        };

        await Sync.RunAsync(VendorAccountId, source, default);

        Count("Projects").ShouldBe(0);
        await Sync.RunAsync(VendorAccountId, new ListedSource([Samples.Project(1)]), default);
        Count("Projects").ShouldBe(1);
    }

    // A vendor's connector may cut one list into pages, and the clocks of two instances differ: neither time shows which is older.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, -60)]
    [InlineData(1, -60)]
    [InlineData(1, 60)]
    public async Task A_write_during_a_sync_stays_whatever_the_clocks_say(int page, int secondsOff)
    {
        await SaveAsync(Samples.Project(1));
        var source = new ListedSource(
            page == 0 ? [Samples.Project(1, "As it was")] : [],
            page == 1 ? [Samples.Project(1, "As it was")] : []
        )
        {
            Before = async (number, _) =>
            {
                if (number > 0)
                    return;
                Time.Advance(TimeSpan.FromSeconds(secondsOff));
                await SaveAsync(Samples.Project(1, "As written"));
                Time.Advance(TimeSpan.FromSeconds(Math.Abs(secondsOff) * 2));
            },
        };

        await Sync.RunAsync(VendorAccountId, source, default);

        Rows("""SELECT "Name" FROM "Projects" """).ShouldBe(["As written"]);
    }

    [Fact]
    public async Task A_write_of_the_values_that_the_graph_has_outlasts_an_older_page()
    {
        await SaveAsync(Samples.Project(1));
        var source = new ListedSource([], [Samples.Project(1, "Between")])
        {
            Before = (page, _) => page == 0 ? SaveAsync(Samples.Project(1)) : Task.CompletedTask,
        };

        await Sync.RunAsync(VendorAccountId, source, default);

        Rows("""SELECT "Name" FROM "Projects" """).ShouldBe(["Project 1"]);
    }

    [Fact]
    public async Task A_write_between_an_interrupted_sync_and_its_continuation_stays()
    {
        var id = (await SaveAsync([.. Samples.Projects(3)]))[1];
        var source = new ListedSource([Samples.Project(1)], [Samples.Project(2), Samples.Project(3, "As it was")])
        {
            Before = (page, _) => page == 1 ? throw new VendorReadException("VENDOR_BAD_ANSWER", "No page.") : Task.CompletedTask,
        };
        await Sync.RunAsync(VendorAccountId, source, default);
        await SaveAsync(Samples.Project(3, "As written"), Samples.Project(4));
        await Writer.DeleteAsync(id, default);
        await ReopenAsync();
        source.Before = (_, _) => Task.CompletedTask;

        (await Sync.RunAsync(VendorAccountId, source, default)).Error.ShouldBeNull();

        source.Cursors.ShouldBe([null, "1"]);
        Rows("""SELECT "VendorId", "Name" FROM "Projects" ORDER BY "VendorId" """).ShouldBe(["1 Project 1", "3 As written", "4 Project 4"]);
    }
}
