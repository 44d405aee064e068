using System.Net;

namespace ProjectGraph.Server.Tests;

public sealed class FailureLimiterTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");

    private readonly FakeTime _time = new();
    private readonly InvalidCredentialLimiter _limiter;

    public FailureLimiterTests() => _limiter = new(new() { KeyFailures = 3, KeyFailureWindow = TimeSpan.FromMinutes(1) }, _time);

    [Fact]
    public void An_address_has_so_many_attempts_and_no_more()
    {
        for (var i = 0; i < 3; i++)
            _limiter.RecordFailure(Address).ShouldBeNull();
        _limiter.RecordFailure(Address).ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void An_address_has_new_attempts_when_its_window_ends()
    {
        Fail(Address, 4);
        _time.Advance(TimeSpan.FromSeconds(59));
        _limiter.RecordFailure(Address).ShouldBe(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        _limiter.RecordFailure(Address).ShouldBeNull();
    }

    [Fact]
    public void One_address_does_not_block_another()
    {
        Fail(Address, 3);
        _limiter.RecordFailure(IPAddress.Parse("192.0.2.2")).ShouldBeNull();
    }

    [Fact]
    public void An_IPv6_network_counts_as_one_address()
    {
        for (var i = 1; i <= 3; i++)
            _limiter.RecordFailure(IPAddress.Parse($"2001:db8::{i}"));
        _limiter.RecordFailure(IPAddress.Parse("2001:db8::ffff")).ShouldNotBeNull();
        _limiter.RecordFailure(IPAddress.Parse("2001:db8:0:1::1")).ShouldBeNull();
    }

    [Fact]
    public void An_IPv4_address_is_the_same_one_when_it_comes_mapped()
    {
        Fail(Address.MapToIPv6(), 3);
        _limiter.RecordFailure(Address).ShouldNotBeNull();
    }

    [Fact]
    public void A_flood_of_addresses_does_not_fill_the_memory()
    {
        for (var i = 0; i < 25_000; i++)
            _limiter.RecordFailure(new IPAddress(i));
        _limiter.Addresses.ShouldBeLessThanOrEqualTo(10_000);
    }

    private void Fail(IPAddress address, int times)
    {
        for (var i = 0; i < times; i++)
            _limiter.RecordFailure(address);
    }
}
