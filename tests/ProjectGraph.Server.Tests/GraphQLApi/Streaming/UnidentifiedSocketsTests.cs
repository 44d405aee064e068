using ProjectGraph.Server.GraphQLApi.Streaming;

namespace ProjectGraph.Server.Tests.GraphQLApi.Streaming;

public sealed class UnidentifiedSocketsTests
{
    private readonly FakeTime _time = new();
    private readonly UnidentifiedSockets _sockets;

    public UnidentifiedSocketsTests() =>
        _sockets = new(new Limits { UnidentifiedWebSocketsPerAddress = 2, UnidentifiedWebSockets = 3 }, _time);

    [Fact]
    public void An_address_has_few_slots_and_all_together_have_few_too()
    {
        _sockets.TryOpen("a").ShouldNotBeNull();
        _sockets.TryOpen("a").ShouldNotBeNull();
        _sockets.TryOpen("a").ShouldBeNull();
        _sockets.TryOpen("b").ShouldNotBeNull();
        _sockets.TryOpen("c").ShouldBeNull();
        _sockets.Count.ShouldBe(3);
    }

    [Fact]
    public void A_newcomer_takes_the_slot_of_the_socket_that_was_silent_for_longest()
    {
        var first = _sockets.TryOpen("a")!;
        _time.Advance(TimeSpan.FromSeconds(0.4));
        var second = _sockets.TryOpen("a")!;
        _time.Advance(TimeSpan.FromSeconds(0.4));
        _sockets.TryOpen("a").ShouldBeNull();

        _time.Advance(TimeSpan.FromSeconds(0.4));
        var third = _sockets.TryOpen("a")!;
        (first.Replaced.IsCompleted, second.Replaced.IsCompleted, third.Replaced.IsCompleted).ShouldBe((true, false, false));
        _sockets.Count.ShouldBe(2);

        first.Dispose();
        _sockets.Count.ShouldBe(2);
    }

    [Fact]
    public void Of_all_addresses_the_oldest_gives_way()
    {
        var oldest = _sockets.TryOpen("a")!;
        _sockets.TryOpen("b");
        _sockets.TryOpen("c");
        _time.Advance(UnidentifiedSockets.MinimumHold);
        _sockets.TryOpen("d").ShouldNotBeNull();
        oldest.Replaced.IsCompleted.ShouldBeTrue();
        _sockets.Count.ShouldBe(3);
    }

    [Fact]
    public void A_slot_that_is_given_back_is_free()
    {
        var slots = Enumerable.Range(0, 3).Select(number => _sockets.TryOpen($"{number}")!).ToArray();
        foreach (var slot in slots)
            slot.Dispose();
        _sockets.Count.ShouldBe(0);
        _sockets.TryOpen("a").ShouldNotBeNull();
    }
}

public sealed class CallerCounterTests
{
    [Fact]
    public void One_caller_has_its_share_and_all_have_what_there_is()
    {
        var counter = new CallerCounter(5, 3);
        counter.TryTake("a", 3).ShouldBeTrue();
        counter.TryTake("a").ShouldBeFalse();
        counter.TryTake("b", 2).ShouldBeTrue();
        counter.TryTake("b").ShouldBeFalse();
        counter.Return("a", 3);
        counter.TryTake("b").ShouldBeTrue();
        counter.Return("b", 3);
        (counter.Total, counter.Callers).ShouldBe((0, 0));
    }
}
