using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query;

public sealed class FairSlotsTests
{
    private readonly List<string> _order = [];

    [Fact]
    public async Task A_caller_never_holds_more_than_its_share()
    {
        var slots = new FairSlots(4, 3);
        for (var i = 0; i < 3; i++)
            await slots.EnterAsync("a", default);
        var fourth = slots.EnterAsync("a", default);
        fourth.IsCompleted.ShouldBeFalse();

        slots.EnterAsync("b", default).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        slots.Leave("b");
        fourth.IsCompleted.ShouldBeFalse();

        slots.Leave("a");
        await fourth;
    }

    [Fact]
    public async Task Waiting_callers_are_served_in_rotation_and_each_in_its_own_order()
    {
        var slots = new FairSlots(1, 1);
        await slots.EnterAsync("holder", default);
        List<Task> waiting = [.. from name in (string[])["a1", "a2", "a3", "b1", "b2", "c1"] select WaitAsync(slots, name)];

        slots.Leave("holder");
        await Task.WhenAll(waiting);

        _order.ShouldBe(["a1", "b1", "c1", "a2", "b2", "a3"]);
    }

    [Fact]
    public async Task Background_work_has_no_share_limit_but_takes_part_in_the_rotation()
    {
        var slots = new FairSlots(2, 1);
        await slots.EnterAsync(null, default);
        await slots.EnterAsync(null, default);
        var third = slots.EnterAsync(null, default);
        var caller = slots.EnterAsync("a", default);

        slots.Leave(null);
        await third;
        caller.IsCompleted.ShouldBeFalse();
        slots.Leave(null);
        await caller;
    }

    [Fact]
    public async Task A_cancelled_waiter_takes_no_slot_and_leaves_no_entry()
    {
        var slots = new FairSlots(1, 1);
        await slots.EnterAsync("a", default);
        using var cancel = new CancellationTokenSource();
        var second = slots.EnterAsync("b", cancel.Token).AsTask();
        var third = slots.EnterAsync("c", default);

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        slots.Leave("a");
        await third;
        slots.Leave("c");

        (slots.Callers, slots.Waiting).ShouldBe((0, 0));
        await Should.ThrowAsync<OperationCanceledException>(async () => await slots.EnterAsync("d", cancel.Token));
        slots.Callers.ShouldBe(0);
    }

    [Fact]
    public async Task No_slot_is_lost_when_callers_cancel_while_being_admitted()
    {
        var slots = new FairSlots(2, 2);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var caller = $"{number % 5}";
            var entering = slots.EnterAsync(caller, cancel.Token).AsTask();
            if (number % 3 == 0)
                await cancel.CancelAsync();
            try
            {
                await entering;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            slots.Leave(caller);
        });

        (slots.Callers, slots.Waiting).ShouldBe((0, 0));
        await slots.EnterAsync("a", default);
        slots.EnterAsync("a", default).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
    }

    private async Task WaitAsync(FairSlots slots, string name)
    {
        await slots.EnterAsync(name[..1], default);
        _order.Add(name);
        slots.Leave(name[..1]);
    }
}
