using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.Operations;

public sealed class RateBudgetTests
{
    private readonly SkippingTime _time = new();

    [Fact]
    public async Task Calls_beyond_the_limit_wait_until_the_bucket_fills()
    {
        var budget = Budget(new RateLimit(10, TimeSpan.FromSeconds(10)));
        var start = _time.GetUtcNow();

        for (var call = 0; call < 15; call++)
            await budget.TakeAsync(default);

        (_time.GetUtcNow() - start).ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.1));
    }

    [Fact]
    public async Task The_remaining_budget_is_corrected_by_the_vendors_headers()
    {
        var budget = Budget(new RateLimit(10, TimeSpan.FromSeconds(10)));
        budget.Remaining.ShouldBe(10);

        await budget.CorrectAsync(Response(("X-RateLimit-Remaining", "2")), retryAfter: null);

        budget.Remaining.ShouldBe(2);
    }

    [Fact]
    public async Task After_a_429_no_call_is_made_until_the_pause_is_over()
    {
        var budget = Budget();
        await budget.CorrectAsync(Response(), TimeSpan.FromSeconds(20));
        var start = _time.GetUtcNow();
        budget.Remaining.ShouldBe(0);

        await budget.TakeAsync(default);

        (_time.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("1772442030", 30)]
    [InlineData("999999", 3600)]
    public async Task An_exhausted_vendor_limit_closes_the_account_until_its_reset(string reset, int seconds)
    {
        var budget = Budget(new RateLimit(10, TimeSpan.FromSeconds(10)));
        await budget.CorrectAsync(Response(("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", reset)), retryAfter: null);
        budget.Read().ShouldBe(new RateReading(new(10, TimeSpan.FromSeconds(10)), 0, _time.GetUtcNow().AddSeconds(seconds)));
    }

    [Fact]
    public async Task A_wait_beyond_the_maximum_fails_at_once()
    {
        var budget = Budget();
        await budget.CorrectAsync(Response(), TimeSpan.FromDays(400));
        var start = _time.GetUtcNow();

        var refused = await Should.ThrowAsync<ProjectGraph.Data.Sync.VendorReadException>(() =>
            budget.TakeAsync(TimeSpan.FromSeconds(10), default)
        );

        refused.Code.ShouldBe(VendorErrors.VendorRateLimited);
        // A vendor can close an account for an hour at most.
        refused.Message.ShouldContain("in 3600 seconds");
        _time.GetUtcNow().ShouldBe(start);
    }

    [Fact]
    public void The_limit_that_recovers_slowest_is_shown()
    {
        var budget = Budget(new RateLimit(150, TimeSpan.FromSeconds(1)), new RateLimit(200, TimeSpan.FromMinutes(1)));
        for (var call = 0; call < 10; call++)
            budget.TakeAsync(default).IsCompletedSuccessfully.ShouldBeTrue();
        budget.Read().ShouldBe(new RateReading(new(200, TimeSpan.FromMinutes(1)), 190, _time.GetUtcNow().AddSeconds(3)));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 02 Mar 2026 09:01:00 GMT", 60)]
    [InlineData("Mon, 02 Mar 2026 08:00:00 GMT", 0)]
    [InlineData("soon", null)]
    [InlineData("0", 0)]
    [InlineData("-5", null)]
    [InlineData("NaN", null)]
    [InlineData("1e3", null)]
    [InlineData("2.0", 2)]
    [InlineData("99999999999999999999", 31_536_000)]
    public void Retry_After_is_seconds_or_a_date(string value, int? seconds) =>
        RetryAfter
            .Read(Response(("Retry-After", value)), _time.GetUtcNow())
            .ShouldBe(seconds is { } given ? TimeSpan.FromSeconds(given) : null);

    private RateBudget Budget(params RateLimit[] limits)
    {
        var rules = new RateRules(limits);
        return new(rules, new LocalRateBudgetStore(rules, _time), _time);
    }

    private static VendorResponse Response(params (string Name, string Value)[] headers) =>
        new(429, headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase), default);
}
