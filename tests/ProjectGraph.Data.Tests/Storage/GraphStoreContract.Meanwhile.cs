using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Tests.Storage;

// Tests of changes during a sync.
public abstract partial class GraphStoreContract
{
    [Fact]
    public async Task A_second_sync_of_the_same_connection_waits_and_gets_the_first_ones_result()
    {
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var source = new ListedSource(Samples.Projects(2)) { Before = (_, _) => { asked.SetResult(); return go.Task; } };
        var first = Sync.RunAsync(ConnectionId, source, default);
        await asked.Task;
        (await Connections.ListAsync(default))[0].Status.ShouldBe(ConnectionStatus.Syncing);

        var second = Sync.RunAsync(ConnectionId, source, default);
        go.SetResult();

        (await second).ShouldBeSameAs(await first);
        source.Cursors.Count.ShouldBe(1);
    }

    [Fact]
    public async Task When_the_first_caller_gives_up_the_waiting_one_goes_on()
    {
        using var cancel = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var endless = new ListedSource(Samples.Projects(2)) { Before = (_, stop) => { asked.SetResult(); return Task.Delay(Timeout.Infinite, stop); } };
        var first = Sync.RunAsync(ConnectionId, endless, cancel.Token);
        await asked.Task;
        var second = Sync.RunAsync(ConnectionId, new ListedSource(Samples.Projects(2)), default);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => first);
        (await second).Created.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_that_was_asked_for_before_a_write_does_not_undo_it()
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

        await Sync.RunAsync(ConnectionId, source, default);

        Rows("""SELECT "Name" FROM "Projects" """).ShouldBe(["As written"]);
        await Sync.RunAsync(ConnectionId, new ListedSource([Samples.Project(1, "As it is now")]), default);
        Rows("""SELECT "Name" FROM "Projects" """).ShouldBe(["As it is now"]);
    }

    [Fact]
    public async Task A_project_that_was_created_during_a_sync_is_not_taken_for_a_vanished_one()
    {
        var source = new ListedSource(Samples.Projects(1)) { Before = (_, _) => SaveAsync(Samples.Project(2)) };
        await Sync.RunAsync(ConnectionId, source, default);
        Count("Projects").ShouldBe(2);
    }
}
