using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.Operations;

public sealed class RateBudgetTests
{
    private readonly ImpatientTime time = new();

    [Fact]
    public async Task Calls_beyond_the_limit_wait_until_the_bucket_fills()
    {
        var budget = new RateBudget([new(10, TimeSpan.FromSeconds(10))], time);
        var start = time.GetUtcNow();

        for (var call = 0; call < 15; call++) await budget.TakeAsync(default);

        (time.GetUtcNow() - start).ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.1));
    }

    [Fact]
    public void What_is_left_can_be_read_and_the_vendor_knows_better()
    {
        var budget = new RateBudget([new(10, TimeSpan.FromSeconds(10))], time);
        budget.Remaining.ShouldBe(10);

        budget.Correct(Answer(("X-RateLimit-Remaining", "2")), retryAfter: null);

        budget.Remaining.ShouldBe(2);
    }

    [Fact]
    public async Task After_a_429_nobody_calls_until_the_time_is_over()
    {
        var budget = new RateBudget([], time);
        budget.Correct(Answer(), TimeSpan.FromSeconds(20));
        var start = time.GetUtcNow();
        budget.Remaining.ShouldBe(0);

        await budget.TakeAsync(default);

        (time.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 02 Mar 2026 09:01:00 GMT", 60)]
    [InlineData("Mon, 02 Mar 2026 08:00:00 GMT", 0)]
    [InlineData("soon", null)]
    public void Retry_After_is_seconds_or_a_date(string value, int? seconds) =>
        RetryAfter.Of(Answer(("Retry-After", value)), time.GetUtcNow()).ShouldBe(seconds is { } given ? TimeSpan.FromSeconds(given) : null);

    private static VendorAnswer Answer(params (string Name, string Value)[] headers) =>
        new(429, headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase), default);
}
