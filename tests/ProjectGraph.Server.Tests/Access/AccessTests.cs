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
    [Produces(nameof(ErrorCodes.Unauthenticated))]
    public async Task A_stranger_is_challenged_by_each_scheme_on_a_line_of_its_own(string path)
    {
        await using var server = await AccessServer.StartAsync();
        var response = await server.GetAsync(path);
        await response.ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
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
        await (await server.GetAsync("/odata/who", ("Authorization", authorization))).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing()
    {
        await using var server = await AccessServer.StartAsync();
        var key = await server.KeyAsync(AccessRole.Admin);
        (await server.Keys.RevokeAsync("Admin", CancellationToken.None)).ShouldBeTrue();
        await (await server.GetAsync("/odata/who", ("X-API-Key", key))).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
    }

    [Theory]
    [InlineData(AccessRole.Reader, false)]
    [InlineData(AccessRole.Operator, true)]
    [InlineData(AccessRole.Admin, true)]
    public async Task What_a_role_does_not_hold_is_forbidden(AccessRole role, bool allowed)
    {
        await using var server = await AccessServer.StartAsync();
        var response = await server.SendAsync(HttpMethod.Post, "/odata/change", ("X-API-Key", await server.KeyAsync(role)));
        if (allowed)
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        else
            await response.ShouldBeErrorAsync(ErrorCodes.Forbidden);
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
    public async Task Wrong_keys_are_slowed_down_and_valid_ones_from_the_same_address_are_not()
    {
        var time = new FakeTime();
        await using var server = await AccessServer.StartAsync(time: time);
        (string, string) good = ("X-API-Key", await server.KeyAsync(AccessRole.Reader));
        (string, string) wrong = ("X-API-Key", "pjg_wrong");
        (string, string) from = ("From-Address", "192.0.2.1");
        for (var i = 0; i < 3; i++)
            await (await server.GetAsync("/odata/who", from, wrong)).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
        for (var i = 0; i < 197; i++)
        {
            var slowed = await server.GetAsync("/odata/who", from, ("X-API-Key", $"pjg_{i}"));
            await slowed.ShouldBeErrorAsync(ErrorCodes.RateLimited);
            slowed.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        }
        (await server.GetAsync("/odata/who", from, good)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await server.GetAsync("/odata/who", from)).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
        await (await server.GetAsync("/odata/who", ("From-Address", "192.0.2.2"), wrong)).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
        time.Advance(TimeSpan.FromMinutes(1));
        await (await server.GetAsync("/odata/who", from, wrong)).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
    }

    [Fact]
    public async Task A_probe_without_a_key_is_no_attempt()
    {
        await using var server = await AccessServer.StartAsync();
        for (var i = 0; i < 10; i++)
            await (await server.GetAsync("/odata/who", ("Authorization", "Bearer"))).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
    }

    [Theory]
    [InlineData("Authorization", "Bearer")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "Basic")]
    [InlineData("Authorization", "Negotiate AAAA")]
    [InlineData("X-API-Key", "")]
    public async Task A_credential_that_holds_nothing_hides_no_other(string header, string empty)
    {
        await using var server = await AccessServer.StartAsync();
        var key = await server.KeyAsync(AccessRole.Reader);
        (await server.GetAsync("/odata/who?api_key=" + key, (header, empty))).StatusCode.ShouldBe(HttpStatusCode.OK);
        if (header == "Authorization")
            (await server.GetAsync("/odata/who", (header, empty), ("X-API-Key", key))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("empty", "Bearer")]
    [InlineData("document", "Bearer Basic")]
    [InlineData("iframe", "Bearer Basic")]
    public async Task A_page_that_calls_by_fetch_opens_no_log_in_box(string destination, string schemes)
    {
        await using var server = await AccessServer.StartAsync();
        var response = await server.GetAsync("/graphql/who", ("Sec-Fetch-Dest", destination));
        await response.ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
        string.Join(' ', response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme)).ShouldBe(schemes);
    }

    [Theory]
    [InlineData("Production", "Bearer {0}", HttpStatusCode.OK)]
    [InlineData("Development", "Bearer {0}", HttpStatusCode.OK)]
    [InlineData("Production", "Basic {1}", HttpStatusCode.Forbidden)]
    [InlineData("Production", null, HttpStatusCode.Forbidden)]
    [InlineData("Development", null, HttpStatusCode.Forbidden)]
    public async Task A_page_of_another_site_changes_something_only_by_a_credential_that_it_knows(
        string environment,
        string? authorization,
        HttpStatusCode status
    )
    {
        await using var server = await AccessServer.StartAsync(environment);
        var key = await server.KeyAsync(AccessRole.Operator);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + key));
        (string, string)[] headers = [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://dashboard.example")];
        if (authorization is not null)
            headers = [.. headers, ("Authorization", string.Format(null, authorization, key, basic))];
        (await server.SendAsync(HttpMethod.Post, "/odata/change", headers)).StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData(AccessRole.Reader, false)]
    [InlineData(AccessRole.Operator, true)]
    [InlineData(AccessRole.Admin, true)]
    public async Task An_endpoint_that_names_a_policy_is_open_to_its_roles(AccessRole role, bool allowed)
    {
        await using var server = await AccessServer.StartAsync();
        var response = await server.GetAsync("/odata/operate", ("X-API-Key", await server.KeyAsync(role)));
        if (allowed)
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        else
            (await response.ShouldBeErrorAsync(ErrorCodes.Forbidden)).ShouldBe(
                "The key 'Reader' has the role Reader, and /odata/operate needs Operator. Use a key of that role."
            );
    }

    [Fact]
    public async Task The_framework_knows_the_caller_too()
    {
        await using var server = await AccessServer.StartAsync();
        (string, string) key = ("X-API-Key", await server.KeyAsync(AccessRole.Operator));
        (await (await server.GetAsync("/odata/caller", key)).Content.ReadAsStringAsync()).ShouldEndWith(
            "Operator Operator [all] Operator True"
        );
        (await (await server.GetAsync("/connect/file", key)).Content.ReadAsStringAsync()).ShouldBe("Operator");
        (await (await server.GetAsync("/connect/file", ("X-API-Key", "pjg_wrong"))).Content.ReadAsStringAsync()).ShouldBe("nobody");
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
        if (refused)
            await response.ShouldBeErrorAsync(ErrorCodes.CrossSite);
        else
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
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
