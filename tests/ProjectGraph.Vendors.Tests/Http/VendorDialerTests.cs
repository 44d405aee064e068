using System.Net;
using System.Net.Sockets;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.Http;

/// <summary>Tests that the dialer connects only to checked addresses. The tests resolve the names.</summary>
public sealed class VendorDialerTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _asked = [];

    public VendorDialerTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("93.184.216.34", "127.0.0.1")]
    [InlineData("10.0.0.7", "93.184.216.34")]
    public async Task A_name_of_an_internal_address_is_refused_before_anything_is_sent(params string[] addresses)
    {
        var refused = await Should.ThrowAsync<HttpRequestException>(() => GetAsync("http://vendor.test", addresses));

        refused.InnerException.ShouldBeOfType<AddressRefusedException>().Message.ShouldContain("vendor.test");
        _listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_is_resolved_only_once()
    {
        // The name resolves first to a public address, then to ours. A second look-up would connect to the unchecked one.
        using var soon = new CancellationTokenSource();
        var call = GetAsync(
            "http://rebind.test",
            (name, _) =>
            {
                _asked.Add(name);
                soon.Cancel();
                return Task.FromResult<IPAddress[]>(_asked.Count == 1 ? [IPAddress.Parse("93.184.216.34")] : [IPAddress.Loopback]);
            },
            soon.Token
        );

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        _asked.ShouldBe(["rebind.test"]);
        _listener.Pending().ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://2130706433")]
    [InlineData("http://0x7f.1")]
    [InlineData("http://0177.0.0.1")]
    [InlineData("http://[::1]")]
    [InlineData("http://[::ffff:7f00:1]")]
    [InlineData("http://localhost")]
    public async Task Every_notation_of_an_internal_address_is_refused(string host)
    {
        var refused = await Should.ThrowAsync<HttpRequestException>(() => GetAsync(host, resolve: null));
        refused.InnerException.ShouldBeOfType<AddressRefusedException>();
    }

    [Fact]
    public async Task An_unknown_name_ends_the_call()
    {
        var unknown = await Should.ThrowAsync<HttpRequestException>(() =>
            GetAsync(
                "http://nobody.test",
                answers:
                [
                    [],
                ]
            )
        );
        unknown.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.HostNotFound);
    }

    [Fact]
    public async Task A_failing_name_service_ends_the_call()
    {
        Func<string, CancellationToken, Task<IPAddress[]>> broken = (_, _) => throw new SocketException((int)SocketError.TryAgain);
        (
            await Should.ThrowAsync<HttpRequestException>(() => GetAsync("http://vendor.test", broken))
        ).InnerException.ShouldBeOfType<SocketException>();
    }

    private Task GetAsync(string host, params string[][] answers)
    {
        var next = 0;
        return GetAsync(host, (name, _) =>
        {
            _asked.Add(name);
            return Task.FromResult<IPAddress[]>([.. answers[Math.Min(next++, answers.Length - 1)].Select(IPAddress.Parse)]);
        });
    }

    private async Task GetAsync(
        string host,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve,
        CancellationToken cancellationToken = default
    )
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = new VendorDialer(resolve).ConnectPublicAsync, UseProxy = false };
        using var client = new HttpClient(handler);
        using var answer = await client.GetAsync(new Uri($"{host}:{Port}/"), cancellationToken);
    }
}
