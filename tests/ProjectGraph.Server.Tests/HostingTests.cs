using System.Net;
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
    public async Task Forwarded_headers_are_read_from_known_proxies_only(string knownProxy, string expected)
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

    [Theory]
    [InlineData("localhost:99", "http://localhost:99", "")]
    [InlineData("127.0.0.1:99", "http://127.0.0.1:99", "")]
    [InlineData("[::1]:99", "http://[::1]:99", "")]
    [InlineData("evil.example", "", "")]
    [InlineData("203.0.113.5", "", "")]
    [InlineData("localhost.evil.example", "", "")]
    [InlineData("127.0.0.1.evil.example", "", "")]
    [InlineData("evil.example", "https://data.example", "PublicUrl=https://data.example")]
    [InlineData("graph.example", "http://graph.example", "AllowedHosts=graph.example")]
    [InlineData("a.graph.example", "http://a.graph.example", "AllowedHosts=graph.example;*.graph.example")]
    [InlineData("evil.example", null, "AllowedHosts=graph.example;*.graph.example")]
    [InlineData("evil.example", "", "ForwardedHeaders:Enabled=true")]
    public async Task In_production_links_carry_no_host_that_a_client_made_up(string host, string? expected, string setting)
    {
        await using var server = await StartAsync(setting.Split('=') is [var key, var value] ? [(key, value)] : []);
        foreach (var more in new (string, string)[] { ("X-Unrelated", "1"), ("X-Original-Host", "evil.example") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Host = host;
            request.Headers.Add(more.Item1, more.Item2);
            using var response = await server.Client.SendAsync(request);
            if (expected is null)
                response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            else
                (await response.Content.ReadAsStringAsync()).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task A_proxy_may_name_allowed_hosts_alone()
    {
        await using var server = await StartAsync(("ForwardedHeaders:Enabled", "true"), ("AllowedHosts", "127.0.0.1;other.example"));
        (await RootAsync(server)).ShouldContain("://127.0.0.1:");
    }

    [Theory]
    [InlineData("Production", "", true)]
    [InlineData("Production", "PublicUrl=https://data.example", false)]
    [InlineData("Production", "AllowedHosts=data.example", false)]
    [InlineData("Production", "ForwardedHeaders:Enabled=true", false)]
    [InlineData("Development", "", false)]
    public async Task A_start_in_production_reports_that_the_address_is_not_known(string environment, string setting, bool reported)
    {
        await using var server = await StartAsync(environment, setting.Split('=') is [var key, var value] ? [(key, value)] : []);
        (
            server.Services.GetRequiredService<PublicAddress>().MissingSettingWarning?.Contains("PublicUrl", StringComparison.Ordinal)
            ?? false
        ).ShouldBe(reported);
    }

    [Fact]
    public async Task A_server_knows_its_local_address()
    {
        await using var server = await SmallServer.StartAsync(
            app => app.MapGet("/", (PublicAddress address) => address.LocalUrl.ToString()),
            builder => builder.Services.AddSingleton<PublicAddress>()
        );
        (await server.Client.GetStringAsync("/")).ShouldBe(server.Client.BaseAddress!.ToString());
    }

    private static Task<SmallServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync("Production", settings);

    private static Task<SmallServer> StartAsync(string environment, (string Key, string Value)[] settings) =>
        SmallServer.StartAsync(
            app =>
            {
                app.UseHostFiltering();
                app.UseTrustedProxies();
                app.MapGet("/", (HttpContext context, PublicAddress address) => address.GetRoot(context.Request));
            },
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
                builder.AddHosting();
                // Like the full builder. The small builder does not filter hosts.
                builder.Services.AddHostFiltering(options =>
                    options.AllowedHosts = (builder.Configuration["AllowedHosts"] ?? "*").Split(';')
                );
            },
            environment
        );

    private static async Task<string> RootAsync(SmallServer server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "graph.example");
        return await (await server.Client.SendAsync(request)).Content.ReadAsStringAsync();
    }
}
