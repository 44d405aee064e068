using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ProjectGraph.Server.Tests;

public sealed class HostingTests
{
    [Theory]
    [InlineData("127.0.0.1", "https://graph.example")]
    [InlineData("192.0.2.1", "http://127.0.0.1:")]
    public async Task Forwarded_headers_are_believed_of_a_known_proxy_alone(string knownProxy, string expected)
    {
        await using var server = await StartAsync(("ForwardedHeaders:Enabled", "true"), ("ForwardedHeaders:KnownProxies:0", knownProxy));
        (await RootAsync(server)).ShouldStartWith(expected);
    }

    [Fact]
    public async Task Forwarded_headers_mean_nothing_unless_they_are_switched_on()
    {
        await using var server = await StartAsync();
        (await RootAsync(server)).ShouldStartWith("http://127.0.0.1:");
    }

    [Fact]
    public async Task A_configured_address_is_the_one_that_links_begin_with()
    {
        await using var server = await StartAsync(("PublicUrl", "https://data.example/graph/"));
        (await RootAsync(server)).ShouldBe("https://data.example/graph");
    }

    [Fact]
    public async Task A_server_knows_where_it_reaches_itself()
    {
        await using var server = await SmallServer.StartAsync(
            app => app.MapGet("/", (PublicAddress address) => address.Local.ToString()), builder => builder.Services.AddSingleton<PublicAddress>());
        (await server.Client.GetStringAsync("/")).ShouldBe(server.Client.BaseAddress!.ToString());
    }

    private static Task<SmallServer> StartAsync(params (string Key, string Value)[] settings) => SmallServer.StartAsync(
        app =>
        {
            app.UseTrustedProxies();
            app.MapGet("/", (HttpContext context, PublicAddress address) => address.Root(context.Request));
        },
        builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
            builder.AddHosting();
        });

    private static async Task<string> RootAsync(SmallServer server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "graph.example");
        return await (await server.Client.SendAsync(request)).Content.ReadAsStringAsync();
    }
}
