using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Server.Tests.Tokens;

/// <summary>JWT bearer tokens of an issuer that this process runs.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestIssuer _issuer = null!;

    public async Task InitializeAsync() => _issuer = await TestIssuer.StartAsync(_time);

    public Task DisposeAsync() => _issuer.DisposeAsync().AsTask();

    /// <summary>Tokens that are wrong in one thing, and what the refusal says of it.</summary>
    public static TheoryData<string, string> WrongTokens =>
        new()
        {
            { "signature", "its signature is not one of the issuer's" },
            { "payload", "its signature is not one of the issuer's" },
            { "audience", "it is for another audience" },
            { "issuer", "it has another issuer" },
            { "expired", "it has expired" },
            { "early", "it is not valid yet" },
            { "endless", "it has no expiry" },
            { "none", "its signature is not one of the issuer's" },
            { "shared secret", "its signature is not one of the issuer's" },
            { "nobody", "it has no subject" },
        };

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_token_that_is_wrong_in_one_thing_is_refused_for_it(string what, string reason)
    {
        await using var server = await StartAsync();
        var token = Wrong(what);
        var response = await server.GetAsync("/odata/who", ("Authorization", "Bearer " + token));
        (await response.ShouldBeErrorAsync(ErrorCodes.Unauthenticated)).ShouldBe(
            $"The token is not valid: {reason}. Get a new one from the issuer, and send it as Authorization: Bearer."
        );
        var challenge = response.Headers.WwwAuthenticate.First();
        challenge.Scheme.ShouldBe("Bearer");
        challenge.Parameter.ShouldBe($"realm=\"ProjectGraph\", error=\"invalid_token\", error_description=\"{reason}\"");
        server.Log.Text.ShouldNotContain(token);
    }

    [Fact]
    public async Task A_valid_token_is_taken_wherever_a_key_is()
    {
        await using var server = await StartAsync();
        var token = _issuer.Token("operator");
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("excel:" + token));
        foreach (var header in new[] { ("Authorization", "Bearer " + token), ("X-API-Key", token), ("Authorization", "Basic " + basic) })
            (await CallerAsync(server, header)).ShouldBe("Token u-1 Ada Operator [all] Ada True");
        server.Log.Text.ShouldNotContain(token);
        (await (await server.GetAsync("/odata/caller?api_key=" + token)).Content.ReadAsStringAsync()).ShouldStartWith("Token u-1");
    }

    [Fact]
    public async Task Keys_and_tokens_work_side_by_side()
    {
        await using var server = await StartAsync();
        (await CallerAsync(server, ("Authorization", "Bearer " + await server.KeyAsync(AccessRole.Admin)))).ShouldStartWith("Key");
        (await CallerAsync(server, ("Authorization", "Bearer " + _issuer.Token("admin")))).ShouldStartWith("Token");
        await (await server.GetAsync("/odata/who", ("Authorization", "Bearer pjg_wrong"))).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
    }

    [Fact]
    public async Task Without_an_issuer_a_token_is_an_unknown_key()
    {
        await using var server = await AccessServer.StartAsync(time: _time);
        (
            await (await server.GetAsync("/odata/who", ("Authorization", "Bearer " + _issuer.Token("admin")))).ShouldBeErrorAsync(
                ErrorCodes.Unauthenticated
            )
        ).ShouldStartWith("The request has no valid API key. ");
        _issuer.Reads.ShouldBe(0);
    }

    [Theory]
    [InlineData("the issuer's own name for the caller", "Ada")]
    [InlineData("preferred_username", "ada@example.com")]
    [InlineData("sub", "u-1")]
    public async Task A_caller_is_named_by_what_the_token_has(string claim, string name)
    {
        await using var server = await StartAsync();
        var token = _issuer.Token(descriptor =>
        {
            if (claim is "preferred_username" or "sub")
                descriptor.Claims.Remove("name");
            if (claim == "preferred_username")
                descriptor.Claims["preferred_username"] = name;
        });
        (await CallerAsync(server, ("Authorization", "Bearer " + token))).ShouldBe($"Token u-1 {name} Reader [all] {name} True");
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_fetched_and_a_withdrawn_one_forgotten()
    {
        await using var server = await StartAsync();
        var old = _issuer.Token("reader");
        (await CallerAsync(server, ("Authorization", "Bearer " + old))).ShouldStartWith("Token");
        _issuer.Rotate();
        _time.Advance(TimeSpan.FromSeconds(10));
        (await CallerAsync(server, ("Authorization", "Bearer " + _issuer.Token("reader")))).ShouldStartWith("Token");
        await (await server.GetAsync("/odata/who", ("Authorization", "Bearer " + old))).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
    }

    [Fact]
    public async Task Unknown_keys_do_not_make_the_service_read_the_issuer_with_every_request()
    {
        await using var server = await StartAsync();
        (await CallerAsync(server, ("Authorization", "Bearer " + _issuer.Token("reader")))).ShouldStartWith("Token");
        for (var i = 0; i < 20; i++)
            ((int)(await server.GetAsync("/odata/who", ("Authorization", "Bearer " + Wrong("unknown key")))).StatusCode).ShouldBeOneOf(
                401,
                429
            );
        _issuer.Reads.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 5; i++)
            ((int)(await server.GetAsync("/odata/who", ("Authorization", "Bearer " + Wrong("unknown key")))).StatusCode).ShouldBeOneOf(
                401,
                429
            );
        _issuer.Reads.ShouldBe(2);
    }

    [Fact]
    [Produces(nameof(ErrorCodes.TokenIssuerUnreachable))]
    public async Task An_issuer_that_does_not_respond_stops_tokens_alone_until_it_does()
    {
        _issuer.IsDown = true;
        await using var server = await StartAsync();
        (string, string) token = ("Authorization", "Bearer " + _issuer.Token("reader"));
        for (var i = 0; i < 20; i++)
        {
            var response = await server.GetAsync("/graphql/who", token);
            (await response.ShouldBeErrorAsync(ErrorCodes.TokenIssuerUnreachable)).ShouldNotContain(_issuer.Authority);
            response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        }
        _issuer.Reads.ShouldBe(1, "no request waits for an issuer that has just failed");
        server.Log.Text.ShouldContain(_issuer.Authority);
        await (await server.GetAsync("/odata/who", ("Authorization", "Bearer garbage"))).ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
        (await server.GetAsync("/odata/who", ("X-API-Key", await server.KeyAsync(AccessRole.Reader)))).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        _issuer.IsDown = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        (await server.GetAsync("/graphql/who", token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_issuer_that_accepts_requests_and_never_responds_holds_up_tokens_alone_and_not_for_long()
    {
        _issuer.IsSilent = true;
        await using var server = await StartAsync();
        (string, string) token = ("Authorization", "Bearer " + _issuer.Token("reader"));
        var waiting = Enumerable.Range(0, 20).Select(_ => server.GetAsync("/odata/who", token)).ToArray();
        await _issuer.Asked;
        (await server.GetAsync("/odata/who", ("X-API-Key", await server.KeyAsync(AccessRole.Reader)))).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        waiting.ShouldAllBe(request => !request.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));
        foreach (var response in await Task.WhenAll(waiting))
            await response.ShouldBeErrorAsync(ErrorCodes.TokenIssuerUnreachable);
        _issuer.Reads.ShouldBe(1, "all of them wait for the same read");
        server.Log.Text.ShouldContain("no response for 10 s");
        _issuer.IsSilent = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        (await server.GetAsync("/odata/who", token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_withdrawn_key_is_forgotten_within_the_hour()
    {
        await using var server = await StartAsync();
        (await CallerAsync(server, ("Authorization", "Bearer " + _issuer.Token("reader")))).ShouldStartWith("Token");
        var stolen = _issuer.Token(token => token.Expires = _time.GetUtcNow().UtcDateTime.AddDays(1));
        _issuer.Rotate();
        _time.Advance(TimeSpan.FromHours(1));
        // The request that finds the keys an hour old does not wait for the new ones.
        HttpResponseMessage response;
        do response = await server.GetAsync("/odata/who", ("Authorization", "Bearer " + stolen));
        while (response.StatusCode == HttpStatusCode.OK);
        await response.ShouldBeErrorAsync(ErrorCodes.Unauthenticated);
        _issuer.Reads.ShouldBe(2);
    }

    [Fact]
    public async Task An_issuer_that_is_away_later_stops_nothing()
    {
        await using var server = await StartAsync();
        (await CallerAsync(server, ("Authorization", "Bearer " + _issuer.Token("reader")))).ShouldStartWith("Token");
        _issuer.IsDown = true;
        _time.Advance(TimeSpan.FromHours(2));
        await (await server.GetAsync("/odata/who", ("Authorization", "Bearer " + Wrong("unknown key")))).ShouldBeErrorAsync(
            ErrorCodes.Unauthenticated
        );
        (await CallerAsync(server, ("Authorization", "Bearer " + _issuer.Token("reader")))).ShouldStartWith("Token");
    }

    [Theory]
    [InlineData("reader", AccessRole.Reader)]
    [InlineData("Operator", AccessRole.Operator)]
    [InlineData("ADMIN", AccessRole.Admin)]
    [InlineData("offline_access operator reader", AccessRole.Operator)]
    [InlineData("admin reader", AccessRole.Admin)]
    public async Task A_role_is_the_highest_that_the_claim_holds_and_opens_what_its_policies_do(string roles, AccessRole role)
    {
        await using var server = await StartAsync(("Access:Jwt:RoleClaim", "groups"));
        (string, string) token = ("Authorization", "Bearer " + _issuer.Token(descriptor => descriptor.Claims["groups"] = roles.Split(' ')));
        (await CallerAsync(server, token)).ShouldContain($" {role} ");
        (await server.GetAsync("/odata/operate", token)).StatusCode.ShouldBe(
            role >= AccessRole.Operator ? HttpStatusCode.OK : HttpStatusCode.Forbidden
        );
        (await server.SendAsync(HttpMethod.Post, "/odata/change", token)).StatusCode.ShouldBe(
            role >= AccessRole.Operator ? HttpStatusCode.OK : HttpStatusCode.Forbidden
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("king")]
    [InlineData("3")]
    [InlineData("")]
    public async Task A_token_without_a_role_may_do_nothing(string? role)
    {
        await using var server = await StartAsync();
        var token = _issuer.Token(descriptor =>
        {
            // A claim that the framework would take for a role automatically must not count.
            descriptor.Claims["role"] = "Admin";
            descriptor.Claims["http://schemas.microsoft.com/ws/2008/06/identity/claims/role"] = "Admin";
            if (role is null)
                descriptor.Claims.Remove("roles");
            else
                descriptor.Claims["roles"] = role;
        });
        foreach (var path in new[] { "/odata/who", "/odata/operate", "/graphql/who" })
            (await (await server.GetAsync(path, ("Authorization", "Bearer " + token))).ShouldBeErrorAsync(ErrorCodes.Forbidden)).ShouldBe(
                "The token of 'Ada' assigns no role of this service. Have the token's issuer assign reader, operator or admin in the claim that Access:Jwt:RoleClaim names."
            );
    }

    [Theory]
    [InlineData("one", "1")]
    [InlineData("one,two", "1,2")]
    [InlineData("two,unknown", "2")]
    [InlineData("ONE", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public async Task A_token_is_restricted_to_the_vendor_accounts_that_it_names(string? names, string accounts)
    {
        await using var server = await StartAsync(("Access:Jwt:VendorAccountsClaim", "accounts"));
        var store = server.Services.GetRequiredService<VendorAccountStore>();
        var one = (await store.RegisterAsync("one", Vendor.Planhat, "https://vendor.example", CancellationToken.None)).Id;
        var two = (await store.RegisterAsync("two", Vendor.Planhat, "https://vendor.example", CancellationToken.None)).Id;
        var token = _issuer.Token(descriptor =>
        {
            if (names is not null)
                descriptor.Claims["accounts"] = names.Split(',', StringSplitOptions.RemoveEmptyEntries);
        });
        var expected = accounts.Replace("1", $"{one}", StringComparison.Ordinal).Replace("2", $"{two}", StringComparison.Ordinal);
        (await CallerAsync(server, ("Authorization", "Bearer " + token))).ShouldBe($"Token u-1 Ada Reader [{expected}] Ada True");
        if (names == "one")
            (
                await CallerAsync(server, ("Authorization", "Bearer " + _issuer.Token(each => each.Claims["accounts"] = names)))
            ).ShouldContain($"[{one}]");
    }

    [Fact]
    public async Task An_expired_token_is_no_attempt_and_another_invalid_one_is()
    {
        await using var server = await StartAsync();
        for (var i = 0; i < 10; i++)
            await (await server.GetAsync("/odata/who", ("Authorization", "Bearer " + Wrong("expired")))).ShouldBeErrorAsync(
                ErrorCodes.Unauthenticated
            );
        for (var i = 0; i < 3; i++)
            await (await server.GetAsync("/odata/who", ("Authorization", "Bearer " + Wrong("signature")))).ShouldBeErrorAsync(
                ErrorCodes.Unauthenticated
            );
        await (await server.GetAsync("/odata/who", ("Authorization", "Bearer " + Wrong("signature")))).ShouldBeErrorAsync(
            ErrorCodes.RateLimited
        );
        await (await server.GetAsync("/odata/who", ("Authorization", "Bearer " + Wrong("expired")))).ShouldBeErrorAsync(
            ErrorCodes.Unauthenticated
        );
        (await CallerAsync(server, ("Authorization", "Bearer " + _issuer.Token("reader")))).ShouldStartWith("Token");
    }

    [Theory]
    [InlineData("https://login.example", null, "Access:Jwt:Audience is missing.")]
    [InlineData(null, "projectgraph", "Access:Jwt:Authority is missing.")]
    [InlineData("login.example", "projectgraph", "Access:Jwt:Authority is 'login.example'.")]
    [InlineData("http://login.example", "projectgraph", "Access:Jwt:Authority is 'http://login.example'. Set it to an https URL")]
    [InlineData("https://login.example", "projectgraph", "Access:Jwt:RequireHttpsMetadata is 'perhaps'.", "perhaps")]
    public void Settings_that_make_no_sense_are_refused_at_the_start(
        string? authority,
        string? audience,
        string message,
        string? https = null
    ) => Should.Throw<StartException>(() => JwtSettings.Read(Settings(authority, audience, https))).Message.ShouldStartWith(message);

    [Fact]
    public void Empty_settings_configure_no_issuer() => JwtSettings.Read(Settings("", " ", null)).ShouldBeNull();

    private static IConfiguration Settings(string? authority, string? audience, string? https) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("Access:Jwt:Authority", authority),
                new("Access:Jwt:Audience", audience),
                new("Access:Jwt:RequireHttpsMetadata", https),
            ])
            .Build();

    private Task<AccessServer> StartAsync(params (string, string?)[] settings) =>
        AccessServer.StartAsync("Production", _time, [.. _issuer.Settings, .. settings]);

    private static async Task<string> CallerAsync(AccessServer server, (string, string) header) =>
        await (await server.GetAsync("/odata/caller", header)).Content.ReadAsStringAsync();

    private string Wrong(string what)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return what switch
        {
            "none" => Unsigned(_issuer.Token("admin")),
            "payload" => Tampered(_issuer.Token("reader")),
            _ => _issuer.Token(token =>
            {
                switch (what)
                {
                    case "signature":
                        token.SigningCredentials = new(
                            new RsaSecurityKey(TestIssuer.NewKey().Rsa) { KeyId = _issuer.Key.KeyId },
                            SecurityAlgorithms.RsaSha256
                        );
                        break;
                    case "unknown key":
                        token.SigningCredentials = new(TestIssuer.NewKey(), SecurityAlgorithms.RsaSha256);
                        break;
                    case "audience":
                        token.Audience = "another";
                        break;
                    case "issuer":
                        token.Issuer = "https://another.example";
                        break;
                    case "expired":
                        (token.NotBefore, token.Expires) = (now.AddMinutes(-10), now.AddMinutes(-1));
                        break;
                    case "early":
                        token.NotBefore = now.AddMinutes(2);
                        break;
                    case "endless":
                        token.Expires = null;
                        break;
                    case "shared secret":
                        token.SigningCredentials = new(SharedSecret(), SecurityAlgorithms.HmacSha256);
                        break;
                    case "nobody":
                        token.Claims.Remove("sub");
                        break;
                    default:
                        throw new ArgumentOutOfRangeException(nameof(what));
                }
            }),
        };
    }

    // The issuer's public key, which everybody has, as if it were a secret.
    private SymmetricSecurityKey SharedSecret() =>
        new(Encoding.ASCII.GetBytes(_issuer.Key.Rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = _issuer.Key.KeyId };

    private static string Unsigned(string token) =>
        $"{Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{token.Split('.')[1]}.";

    private static string Tampered(string token)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("reader", "admin", StringComparison.Ordinal))}.{parts[2]}";
    }
}
