using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.Http;

public sealed class SyncIntervalTests
{
    [Theory]
    [InlineData("15m", 900)]
    [InlineData("00:15:00", 900)]
    [InlineData("90s", 90)]
    [InlineData("2h", 7200)]
    [InlineData("7d", 604_800)]
    public void An_interval_is_written_as_people_write_it(string text, int seconds)
    {
        SyncInterval.TryParse(text, out var interval).ShouldBeTrue();
        interval.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("Off")]
    [InlineData("off")]
    public void Off_disables_the_schedule(string text)
    {
        SyncInterval.TryParse(text, out var interval).ShouldBeTrue();
        interval.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("5")]
    [InlineData("often")]
    [InlineData("1s")]
    [InlineData("8d")]
    [InlineData("00:00:00")]
    [InlineData("99999999999m")]
    public void An_invalid_or_too_short_or_too_long_interval_is_refused(string text) => SyncInterval.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Each_failure_doubles_the_pause_up_to_a_bound()
    {
        var interval = TimeSpan.FromMinutes(15);
        var pauses = Enumerable.Range(0, 9).Select(failures => SyncSchedule.ComputePause(interval, failures, jitter: 0.5).TotalMinutes);
        pauses.Select(minutes => Math.Round(minutes)).ShouldBe([15, 30, 60, 120, 240, 360, 360, 360, 360]);
    }

    [Fact]
    public void Jitter_shifts_a_sync_by_a_tenth()
    {
        SyncSchedule.ComputePause(TimeSpan.FromMinutes(10), 0, 0).ShouldBe(TimeSpan.FromMinutes(9));
        SyncSchedule.ComputePause(TimeSpan.FromMinutes(10), 0, 1).ShouldBe(TimeSpan.FromMinutes(11));
    }

    [Fact]
    public void A_long_interval_is_not_shortened_by_failures() =>
        SyncSchedule.ComputePause(TimeSpan.FromDays(1), 3, 0.5).ShouldBe(TimeSpan.FromDays(1), TimeSpan.FromSeconds(1));
}
