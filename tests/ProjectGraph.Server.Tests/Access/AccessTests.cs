using System.Net;
using System.Text;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server.Tests;

public sealed class AccessTests
{
    [Theory]
    [InlineData("/odata/who")]
    [InlineData("/graphql/who")]
    [InlineData("/nowhere")]
    [Produces(nameof(ErrorCodes.Unauthorized))]
    public async Task A_stranger_is_challenged_by_each_scheme_on_a_line_of_its_own(string path)
    {
        await using var server = await AccessServer.StartAsync();
        var response = await server.GetAsync(path);
        await response.ShouldBeErrorAsync(ErrorCodes.Unauthorized);
        response.Headers.NonValidated["WWW-Authenticate"].Count.ShouldBe(2);
        response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme).ShouldBe(["Bearer", "Basic"]);
    }

    [Fact]
    public async Task A_key_is_taken_in_each_of_its_three_places()
    {
        await using var server = await AccessServer.StartAsync();
        var key = await server.KeyAsync(AccessRole.Reader);
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("excel:" + key));
        foreach (var header in new[] { ("Authorization", "Bearer " + key), ("X-API-Key", key), ("Authorization", basic) })
            (await (await server.GetAsync("/odata/who", header)).Content.ReadAsStringAsync()).ShouldBe("Reader Reader");
        server.Log.Text.ShouldNotContain(key);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer pjg_wrong")]
    [InlineData("Basic AAAA")]
    [InlineData("Negotiate AAAA")]
    public async Task A_credential_that_is_none_is_refused_even_where_none_is_needed(string authorization)
    {
        await using var server = await AccessServer.StartAsync("Development");
        (await server.GetAsync("/odata/who")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await server.GetAsync("/odata/who", ("Authorization", authorization))).ShouldBeErrorAsync(ErrorCodes.Unauthorized);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing()
    {
        await using var server = await AccessServer.StartAsync();
        var key = await server.KeyAsync(AccessRole.Admin);
        (await server.Keys.RevokeAsync("Admin", CancellationToken.None)).ShouldBeTrue();
        await (await server.GetAsync("/odata/who", ("X-API-Key", key))).ShouldBeErrorAsync(ErrorCodes.Unauthorized);
    }

    [Theory]
    [InlineData(AccessRole.Reader, false)]
    [InlineData(AccessRole.Operator, true)]
    [InlineData(AccessRole.Admin, true)]
    public async Task What_a_role_does_not_hold_is_forbidden(AccessRole role, bool allowed)
    {
        await using var server = await AccessServer.StartAsync();
        var response = await server.SendAsync(HttpMethod.Post, "/odata/change", ("X-API-Key", await server.KeyAsync(role)));
        if (allowed) response.StatusCode.ShouldBe(HttpStatusCode.OK);
        else await response.ShouldBeErrorAsync(ErrorCodes.Forbidden);
    }

    [Theory]
    [InlineData("Host", "projectgraph.example", "a name that was made to point here")]
    [InlineData("X-Forwarded-For", "192.0.2.1", "a proxy that is not trusted")]
    [InlineData("Forwarded", "for=192.0.2.1", "a proxy that is not trusted")]
    [InlineData("From-Address", "192.0.2.1", "another machine")]
    public async Task In_development_only_the_machine_itself_needs_no_key(string header, string value, string because)
    {
        await using var server = await AccessServer.StartAsync("Development");
        (await (await server.GetAsync("/odata/who")).Content.ReadAsStringAsync()).ShouldBe("local Admin");
        (await server.GetAsync("/odata/who", (header, value))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, because);
    }

    [Fact]
    public async Task An_open_endpoint_asks_nobody() =>
        (await (await AccessServer.StartAsync()).Client.GetStringAsync("/open")).ShouldBe("open");

    [Fact]
    [Produces(nameof(ErrorCodes.RateLimited))]
    public async Task Wrong_keys_block_their_address_for_a_while_and_no_other()
    {
        var time = new FakeTime();
        await using var server = await AccessServer.StartAsync(time: time);
        (string, string) good = ("X-API-Key", await server.KeyAsync(AccessRole.Reader));
        (string, string) from = ("From-Address", "192.0.2.1");
        for (var i = 0; i < 3; i++)
            await (await server.GetAsync("/odata/who", from, ("X-API-Key", $"pjg_{i}"))).ShouldBeErrorAsync(ErrorCodes.Unauthorized);
        var blocked = await server.GetAsync("/odata/who", from, good);
        await blocked.ShouldBeErrorAsync(ErrorCodes.RateLimited);
        blocked.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        (await server.GetAsync("/odata/who", ("From-Address", "192.0.2.2"), good)).StatusCode.ShouldBe(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromMinutes(1));
        (await server.GetAsync("/odata/who", from, good)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_probe_without_a_key_is_no_attempt()
    {
        await using var server = await AccessServer.StartAsync();
        for (var i = 0; i < 10; i++) await (await server.GetAsync("/odata/who", ("Authorization", "Bearer"))).ShouldBeErrorAsync(ErrorCodes.Unauthorized);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", true)]
    [InlineData("Sec-Fetch-Site", "same-site", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", false)]
    [InlineData("Sec-Fetch-Site", "none", false)]
    [InlineData("Origin", "https://evil.example", true)]
    [InlineData("Origin", "null", true)]
    [Produces(nameof(ErrorCodes.CrossSite))]
    public async Task A_page_of_another_site_changes_nothing(string header, string value, bool refused)
    {
        await using var server = await AccessServer.StartAsync("Development");
        var response = await server.SendAsync(HttpMethod.Post, "/odata/change", (header, value));
        if (refused) await response.ShouldBeErrorAsync(ErrorCodes.CrossSite);
        else response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/odata/who", (header, value))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_own_origin_may_change_things()
    {
        await using var server = await AccessServer.StartAsync("Development");
        var origin = server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        (await server.SendAsync(HttpMethod.Post, "/odata/change", ("Origin", origin))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
