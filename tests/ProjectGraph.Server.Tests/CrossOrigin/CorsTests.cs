using System.Net;
using System.Text;

namespace ProjectGraph.Server.Tests.CrossOrigin;

/// <summary>What a page of another origin is allowed, header by header.</summary>
[Collection(CorsServerCollection.Name)]
public sealed class CorsTests(CorsServer server)
{
    public static TheoryData<string, string, string> Preflights =>
        new()
        {
            { "/graphql", "POST", "content-type,authorization" },
            {
                "/graphql",
                "POST",
                "content-type,x-api-key,apollographql-client-name,apollographql-client-version,apollo-require-preflight"
            },
            { "/graphql", "POST", "content-type,authorization,graphql-cost,graphql-explain,traceparent" },
            { "/graphql", "GET", "authorization,accept,last-event-id,cache-control" },
            { "/graphql/schema.graphql", "GET", "authorization" },
            { "/odata", "GET", "authorization" },
            { "/odata/$metadata", "GET", "authorization,odata-maxversion" },
            { "/odata/Projects", "GET", "authorization,odata-version,odata-maxversion,prefer,projectgraph-position" },
            { "/odata/Projects", "POST", "authorization,content-type,prefer,repeatability-request-id,repeatability-first-sent" },
            { "/odata/Projects(1)", "PATCH", "authorization,content-type,if-match" },
            { "/odata/Projects(1)", "PUT", "authorization,content-type,if-match" },
            { "/odata/Projects(1)", "DELETE", "authorization,if-match" },
            { "/odata/$batch", "POST", "authorization,content-type,odata-version,odata-isolation" },
            { "/odata/CreatePlanhatProject", "POST", "authorization,content-type" },
            { "/connect/powerbi.pbids", "GET", "authorization" },
            { "/health/ready", "GET", "authorization" },
            { "/nothing", "POST", "authorization" },
        };

    [Theory]
    [MemberData(nameof(Preflights))]
    public async Task A_preflight_of_a_listed_origin_needs_no_key_and_allows_what_it_asks_for(string path, string method, string headers)
    {
        using var response = await PreflightAsync(path, server.Listed, method, headers);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(response, "Access-Control-Allow-Origin").ShouldBe(server.Listed);
        Header(response, "Access-Control-Allow-Credentials").ShouldBe("true");
        Header(response, "Access-Control-Allow-Methods").Split(',').ShouldContain(method);
        Header(response, "Access-Control-Allow-Headers").Split(',').ShouldBe(headers.Split(','), ignoreOrder: true);
        int.Parse(Header(response, "Access-Control-Max-Age")).ShouldBeGreaterThan(0);
        response.Headers.Vary.ShouldContain("Origin");
        response.Content.Headers.Allow.ShouldBeEmpty("the endpoint itself is not asked");
    }

    [Theory]
    [MemberData(nameof(Preflights))]
    public async Task A_preflight_of_another_origin_is_allowed_nothing(string path, string method, string headers)
    {
        foreach (
            var origin in new[]
            {
                server.Unlisted,
                "null",
                server.Listed + "0",
                server.Listed.Replace("http:", "https:", StringComparison.Ordinal),
                server.Local,
            }
        )
        {
            using var response = await PreflightAsync(path, origin, method, headers);
            response.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control", StringComparison.Ordinal), origin);
        }
    }

    [Fact]
    public async Task OPTIONS_without_a_preflight_is_still_the_endpoint_s()
    {
        using var response = await server.SendAsync(HttpMethod.Options, "/odata/Projects", server.Listed, null, Key);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Content.Headers.Allow.ShouldContain("GET");
        Header(response, "Access-Control-Allow-Origin").ShouldBe(server.Listed);
    }

    [Theory]
    [InlineData("ETag")]
    [InlineData("OData-Version")]
    [InlineData("OData-EntityId")]
    [InlineData("Location")]
    [InlineData("Retry-After")]
    [InlineData("Preference-Applied")]
    [InlineData("Server-Timing")]
    [InlineData("ProjectGraph-Position")]
    [InlineData("RateLimit")]
    [InlineData("RateLimit-Policy")]
    [InlineData("RateLimit-Limit")]
    [InlineData("RateLimit-Remaining")]
    [InlineData("RateLimit-Reset")]
    public async Task A_page_may_read_the_header(string name)
    {
        using var response = await server.SendAsync(HttpMethod.Get, "/odata/Projects?$top=1", server.Listed, null, Key);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(response, "Access-Control-Expose-Headers").Split(',').ShouldContain(name);
    }

    [Fact]
    public async Task A_wildcard_lists_the_subdomains_and_neither_the_domain_nor_its_lookalikes()
    {
        var port = new Uri(server.Listed).Port;
        (await AllowedAsync(server.Subdomain)).ShouldBeTrue();
        (await AllowedAsync($"http://x.apps.example:{port}")).ShouldBeTrue();
        (await AllowedAsync($"http://apps.example:{port}")).ShouldBeFalse();
        (await AllowedAsync($"http://evilapps.example:{port}")).ShouldBeFalse();
        (await AllowedAsync($"http://x.apps.example.evil:{port}")).ShouldBeFalse();
        (await AllowedAsync("http://x.apps.example:1")).ShouldBeFalse("another port");
        (await AllowedAsync($"https://x.apps.example:{port}")).ShouldBeFalse("another scheme");
    }

    [Theory]
    [InlineData("GET", "/odata/Projects", 401)]
    [InlineData("GET", "/graphql?query={__typename}", 401)]
    [InlineData("GET", "/nothing", 401)]
    [InlineData("GET", "/odata/Nothing", 404, true)]
    [InlineData("POST", "/graphql", 415, true)]
    [InlineData("GET", "/odata/Projects?$filter=", 400, true)]
    [InlineData("GET", "/odata/Projects?$apply=x", 400, true)]
    public async Task A_page_may_read_an_error(string method, string path, int status, bool hasKey = false)
    {
        using var response = await server.SendAsync(new(method), path, server.Listed, null, hasKey ? [Key] : []);
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        Header(response, "Access-Control-Allow-Origin").ShouldBe(server.Listed);
        Header(response, "Access-Control-Expose-Headers").ShouldContain("Retry-After");
    }

    [Fact]
    public async Task Each_response_varies_by_origin_beside_what_else_it_varies_by()
    {
        foreach (var origin in new[] { null, server.Listed, server.Unlisted })
        {
            foreach (var path in new[] { "/graphql?query={__typename}", "/odata/Projects?$top=1", "/", "/health/ready" })
            {
                using var response = await server.SendAsync(HttpMethod.Get, path, origin, null, Key);
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                response.Headers.Vary.Count(name => name == "Origin").ShouldBe(1, $"{path} for {origin}");
                if (path.StartsWith("/graphql", StringComparison.Ordinal))
                    response.Headers.Vary.ShouldContain("Accept");
            }
        }
    }

    [Fact]
    public async Task A_key_that_a_program_sends_itself_may_be_used_with_any_origin()
    {
        foreach (var key in new[] { Key, ("Authorization", "Bearer " + server.Operator) })
        {
            using var response = await server.SendAsync(HttpMethod.Post, "/graphql", server.Unlisted, Query(), key);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse("the browser hides it from the page");
        }
    }

    [Fact]
    [Produces(nameof(ErrorCodes.CrossSite))]
    public async Task A_password_that_a_browser_remembers_serves_listed_pages_alone()
    {
        (string, string) basic = ("Authorization", "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("user:" + server.Operator)));
        using var refused = await server.SendAsync(HttpMethod.Post, "/graphql", server.Unlisted, Query(), basic);
        (await refused.ShouldBeErrorAsync(ErrorCodes.CrossSite)).ShouldContain(server.Unlisted);
        // The parameter is not what lets a caller in where there is a header.
        using var beside = await server.SendAsync(HttpMethod.Post, "/graphql?api_key=x", server.Unlisted, Query(), basic);
        await beside.ShouldBeErrorAsync(ErrorCodes.CrossSite);
        using var listed = await server.SendAsync(
            HttpMethod.Post,
            "/graphql",
            server.Listed,
            Query(),
            basic,
            ("Sec-Fetch-Site", "cross-site")
        );
        listed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("POST", "_reset")]
    [InlineData("PUT", "_faults")]
    [InlineData("DELETE", "_faults")]
    [InlineData("DELETE", "_requests")]
    public async Task A_sandbox_s_switches_are_for_no_page_of_another_origin(string method, string path)
    {
        foreach (var origin in new[] { server.Unlisted, server.Listed, server.Local })
        {
            using var refused = await server.SendAsync(new(method), "/sandbox/planhat/" + path, origin, null, Key);
            await refused.ShouldBeErrorAsync(ErrorCodes.CrossSite);
        }
        using var site = await server.SendAsync(new(method), "/sandbox/planhat/" + path, null, null, ("Sec-Fetch-Site", "same-site"));
        await site.ShouldBeErrorAsync(ErrorCodes.CrossSite);
    }

    [Fact]
    public async Task A_sandbox_takes_no_write_of_an_unlisted_page_without_a_credential()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var refused = await server.SendAsync(HttpMethod.Post, "/sandbox/planhat/projects", server.Unlisted, content);
        await refused.ShouldBeErrorAsync(ErrorCodes.CrossSite);
    }

    [Theory]
    [InlineData("https://app.example.com", "https://app.example.com")]
    [InlineData("https://App.Example.com:443", "https://app.example.com")]
    [InlineData("http://app.example.com:8080", "http://app.example.com:8080")]
    [InlineData("https://*.example.com", "https://*.example.com")]
    [InlineData("https://*.example.com:8443", "https://*.example.com:8443")]
    [InlineData("http://*.localhost:3000", "http://*.localhost:3000")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    [InlineData("http://[::1]:3000", "http://[::1]:3000")]
    [InlineData("capacitor://localhost", "capacitor://localhost")]
    [InlineData("chrome-extension://abcdefghijklmnop", "chrome-extension://abcdefghijklmnop")]
    [InlineData("*", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData("app.example.com", null)]
    [InlineData("https://app.example.com/", null)]
    [InlineData("https://app.example.com/path", null)]
    [InlineData("https://app.example.com?x", null)]
    [InlineData("https://user@app.example.com", null)]
    [InlineData("https://*", null)]
    [InlineData("https://*.com", null)]
    [InlineData("https://*.10.0.0.1", null)]
    [InlineData("https://app.*.example.com", null)]
    [InlineData("https://*.*.example.com", null)]
    [InlineData("https://app.example.com:*", null)]
    [InlineData("https://app.example.com https://b.example.com", null)]
    public void An_origin_has_a_scheme_a_host_and_perhaps_a_port(string value, string? expected) =>
        AllowedOrigins.Parse(value).ShouldBe(expected);

    private (string, string) Key => ("X-API-Key", server.Operator);

    private static StringContent Query() => new("""{"query":"{ __typename }"}""", Encoding.UTF8, "application/json");

    private static string Header(HttpResponseMessage response, string name) => string.Join(',', response.Headers.GetValues(name));

    private Task<HttpResponseMessage> PreflightAsync(string path, string origin, string method, string headers) =>
        server.SendAsync(
            HttpMethod.Options,
            path,
            origin,
            null,
            ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", headers)
        );

    private async Task<bool> AllowedAsync(string origin)
    {
        using var response = await PreflightAsync("/graphql", origin, "POST", "authorization");
        return response.Headers.Contains("Access-Control-Allow-Origin");
    }
}
