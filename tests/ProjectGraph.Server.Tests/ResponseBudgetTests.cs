namespace ProjectGraph.Server.Tests;

public sealed class ResponseBudgetTests
{
    private const long MB = 1024 * 1024;

    [Fact]
    public void A_request_that_holds_more_than_it_may_is_refused_and_keeps_what_it_had()
    {
        var budget = Budget(perRequest: 2 * MB);
        using var memory = new ResponseMemory(budget, "a");
        memory.Reserve(MB);
        Should.Throw<ApiException>(() => memory.Reserve(MB + 1)).Error.Code.ShouldBe(ErrorCodes.ResponseTooLarge);
        memory.Used.ShouldBe(MB);
        memory.Reserve(MB);
    }

    [Fact]
    public void The_memory_of_a_request_is_free_after_any_end()
    {
        var budget = Budget();
        using (var memory = new ResponseMemory(budget, "a"))
        {
            memory.Reserve(3 * MB);
            memory.Release(MB);
            budget.HeldBytes.ShouldBe(2 * MB);
        }
        budget.HeldBytes.ShouldBe(0);
    }

    [Fact]
    public async Task Unneeded_reserved_bytes_are_returned_when_the_response_is_complete()
    {
        var budget = Budget();
        using var memory = new ResponseMemory(budget, "a");
        await memory.EnsureAvailableAsync(10 * MB, default);
        memory.Reserve(2 * MB);
        budget.HeldBytes.ShouldBe(10 * MB);
        memory.ReleaseUnused();
        budget.HeldBytes.ShouldBe(2 * MB);
    }

    [Fact]
    public async Task Bytes_kept_back_are_for_the_end_of_the_response()
    {
        var budget = Budget(perRequest: 4 * MB);
        using var memory = new ResponseMemory(budget, "a");
        await memory.HoldBackAsync(MB, default);
        Should.Throw<ApiException>(() => memory.Reserve((3 * MB) + 1));
        memory.Reserve(3 * MB);
        budget.HeldBytes.ShouldBe(4 * MB);
        memory.Release(MB);
        memory.Reserve(MB);
        budget.HeldBytes.ShouldBe(4 * MB);
    }

    [Fact]
    public async Task Requests_wait_in_their_order_until_others_give_back()
    {
        var budget = Budget();
        await budget.TakeAsync("a", 28 * MB, default);
        var first = budget.TakeAsync("b", 20 * MB, default).AsTask();
        var second = budget.TakeAsync("c", 5 * MB, default).AsTask();
        budget.WaitingRequests.ShouldBe(2);
        // The budget fits the second request, but it does not overtake the first.
        budget.Return("a", 8 * MB);
        second.IsCompleted.ShouldBeFalse();
        budget.Return("a", 20 * MB);
        await Task.WhenAll(first, second);
        budget.HeldBytes.ShouldBe(25 * MB);
        budget.WaitingRequests.ShouldBe(0);
    }

    [Fact]
    public async Task A_small_request_passes_while_large_ones_wait()
    {
        var budget = Budget();
        await budget.TakeAsync("a", 28 * MB, default);
        var large = budget.TakeAsync("b", 5 * MB, default).AsTask();
        await budget.TakeAsync("c", MB, default);
        large.IsCompleted.ShouldBeFalse();
        budget.Return("a", 28 * MB);
        await large;
    }

    [Fact]
    [Produces(nameof(ErrorCodes.Overloaded))]
    public async Task A_request_that_waited_too_long_is_refused_with_a_retry_time()
    {
        var budget = Budget(wait: TimeSpan.Zero);
        await budget.TakeAsync("a", 28 * MB, default);
        var refusal = await Should.ThrowAsync<ApiException>(async () => await budget.TakeAsync("b", 28 * MB, default));
        refusal.Error.Code.ShouldBe(ErrorCodes.Overloaded);
        refusal.Error.Status.ShouldBe(503);
        refusal.Error.RetryAfter.ShouldNotBeNull();
        budget.WaitingRequests.ShouldBe(0);
        budget.HeldBytes.ShouldBe(28 * MB);
    }

    [Fact]
    public async Task A_disconnected_caller_stops_waiting()
    {
        var budget = Budget();
        await budget.TakeAsync("a", 28 * MB, default);
        using var left = new CancellationTokenSource();
        var waiting = budget.TakeAsync("b", 28 * MB, left.Token).AsTask();
        await left.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        budget.WaitingRequests.ShouldBe(0);
        budget.Return("a", 28 * MB);
        budget.HeldBytes.ShouldBe(0);
    }

    [Fact]
    public async Task A_caller_at_its_limit_delays_no_other_caller()
    {
        var budget = Budget(perCaller: 10 * MB);
        await budget.TakeAsync("a", 10 * MB, default);
        var own = budget.TakeAsync("a", 5 * MB, default).AsTask();
        await budget.TakeAsync("b", 10 * MB, default);
        own.IsCompleted.ShouldBeFalse();
        budget.Return("a", 10 * MB);
        await own;
    }

    [Fact]
    public async Task The_places_to_wait_are_bounded_for_all_and_for_each()
    {
        var budget = Budget(waiting: 8);
        await budget.TakeAsync("a", 28 * MB, default);
        Task[] waiting = [.. Enumerable.Range(0, 2).Select(_ => budget.TakeAsync("b", 2 * MB, default).AsTask())];
        await Should.ThrowAsync<ApiException>(async () => await budget.TakeAsync("b", 2 * MB, default));
        budget.WaitingRequests.ShouldBe(2);
        budget.Return("a", 28 * MB);
        await Task.WhenAll(waiting);
    }

    [Fact]
    public void A_running_response_fails_when_the_budget_is_used_up()
    {
        var budget = Budget();
        using var first = new ResponseMemory(budget, "a");
        using var second = new ResponseMemory(budget, "b");
        for (var i = 0; i < 28; i++)
            first.Reserve(MB);
        var refusal = Should.Throw<ApiException>(() =>
        {
            for (var i = 0; i < 28; i++)
                second.Reserve(MB);
        });
        refusal.Error.Code.ShouldBe(ErrorCodes.Overloaded);
        budget.HeldBytes.ShouldBeLessThanOrEqualTo(32 * MB);
    }

    [Fact]
    public void The_default_leaves_most_of_the_memory_to_everything_else()
    {
        var limits = new Limits();
        limits.ResponseBytesInProcess.ShouldBeLessThanOrEqualTo(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);
        limits.ResponseBytesInProcess.ShouldBeLessThanOrEqualTo(512 * MB);
        limits.ResponseBytesPerCaller.ShouldBeLessThan(limits.ResponseBytesInProcess);
    }

    [Fact]
    public void A_burst_of_large_responses_ends_once()
    {
        var budget = new ResponseBudget(new() { ResponseBytesInProcess = 10 * ResponseBudget.SmallestBurst }, TimeProvider.System);
        budget.TryEndBurst().ShouldBeFalse();
        budget.Take("a", 2 * ResponseBudget.SmallestBurst, 2 * ResponseBudget.SmallestBurst);
        budget.TryEndBurst().ShouldBeFalse();
        budget.Return("a", 2 * ResponseBudget.SmallestBurst);
        budget.TryEndBurst().ShouldBeTrue();
        budget.TryEndBurst().ShouldBeFalse();
    }

    private static ResponseBudget Budget(long perRequest = 128 * MB, long perCaller = 128 * MB, TimeSpan? wait = null, int waiting = 100) =>
        new(
            new()
            {
                ResponseBytesPerRequest = perRequest,
                ResponseBytesPerCaller = perCaller,
                ResponseBytesInProcess = 32 * MB,
                ResponseWait = wait ?? Timeout.InfiniteTimeSpan,
                ResponsesWaiting = waiting,
            },
            TimeProvider.System
        );
}
