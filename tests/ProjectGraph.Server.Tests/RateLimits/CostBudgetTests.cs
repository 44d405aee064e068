using System.Threading.RateLimiting;

namespace ProjectGraph.Server.Tests.RateLimits;

public sealed class CostBudgetTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void A_budget_is_spent_and_comes_back_continuously()
    {
        using var budget = new CostBudget(600, _time);
        budget.AttemptAcquire(500).IsAcquired.ShouldBeTrue();
        Wait(budget.AttemptAcquire(150)).ShouldBe(TimeSpan.FromSeconds(5));
        budget.GetStatistics()!.CurrentAvailablePermits.ShouldBe(100);

        _time.Advance(TimeSpan.FromSeconds(4.5));
        budget.GetStatistics()!.CurrentAvailablePermits.ShouldBe(145);
        Wait(budget.AttemptAcquire(150)).ShouldBe(TimeSpan.FromSeconds(0.5));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        budget.AttemptAcquire(150).IsAcquired.ShouldBeTrue();
        budget.GetStatistics()!.CurrentAvailablePermits.ShouldBe(0);

        _time.Advance(TimeSpan.FromHours(1));
        budget.GetStatistics()!.CurrentAvailablePermits.ShouldBe(600);
    }

    [Fact]
    public void What_costs_more_than_all_of_it_takes_all_of_it()
    {
        using var budget = new CostBudget(600, _time);
        budget.AttemptAcquire(10_000).IsAcquired.ShouldBeTrue();
        Wait(budget.AttemptAcquire(10_000)).ShouldBe(TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        budget.AttemptAcquire(10_000).IsAcquired.ShouldBeTrue();
    }

    [Fact]
    public void It_may_be_forgotten_once_it_is_full_again()
    {
        using var budget = new CostBudget(600, _time);
        budget.AttemptAcquire(10).IsAcquired.ShouldBeTrue();
        budget.IdleDuration.ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));
        budget.IdleDuration.ShouldBe(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(30));
        budget.IdleDuration.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_can_wait_is_let_in_when_it_fits_or_gives_up()
    {
        // A millisecond's wait by the real clock: what counts is how far the fake one is.
        using var budget = new CostBudget(60_000_000, _time);
        budget.AttemptAcquire(60_000_000).IsAcquired.ShouldBeTrue();
        using var cancel = new CancellationTokenSource();
        var given = budget.AcquireAsync(1, cancel.Token).AsTask();
        given.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await given).IsAcquired.ShouldBeTrue();

        var abandoned = budget.AcquireAsync(60_000_000, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => abandoned);
    }

    private static TimeSpan Wait(RateLimitLease lease)
    {
        lease.IsAcquired.ShouldBeFalse();
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait).ShouldBeTrue();
        return wait;
    }
}
