using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace ProjectGraph.Server.Tests.Tokens;

/// <summary>Credentials that nobody would send: each is refused, and none is a failure of the service.</summary>
public sealed class MalformedCredentialTests : IAsyncLifetime
{
    private const int Rounds = 1_500;
    private static readonly string[] Schemes =
    [
        "Bearer ",
        "bearer\t",
        "Basic ",
        "Basic",
        "Bearer",
        "Negotiate ",
        "",
        "Digest username=\"",
        "Bearer pjg_",
    ];

    private readonly FakeTime _time = new();
    private readonly Random _random = new(12);
    private TestIssuer _issuer = null!;
    private AccessServer _server = null!;

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync(_time);
        _server = await AccessServer.StartAsync("Production", _time, _issuer.Settings);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Random_credentials_are_refused(bool isLatin)
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => isLatin ? Encoding.Latin1 : Encoding.UTF8 };
        using var client = new HttpClient(handler) { BaseAddress = _server.Client.BaseAddress };
        for (var i = 0; i < Rounds; i++)
        {
            var (name, value) = (_random.Next(5) == 0 ? "X-API-Key" : "Authorization", Next());
            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                _random.Next(2) == 0 ? "/odata/who" : "/graphql/who?api_key=" + Parameter()
            );
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
            using var response = await client.SendAsync(request);
            ((int)response.StatusCode).ShouldBeInRange(400, 499, $"{name}: {value}");
        }
    }

    [Theory]
    [InlineData("""{"alg":"RS256"}""", """{"exp":1e300,"sub":"u"}""")]
    [InlineData("""{"alg":"RS256"}""", """{"exp":-1,"nbf":99999999999999999999,"sub":"u"}""")]
    [InlineData("""{"alg":"RS256"}""", """{"exp":"soon","sub":["u",{}],"aud":{"a":1}}""")]
    [InlineData("""{"alg":["RS256"],"kid":7}""", "{}")]
    [InlineData("""{"alg":"RS256","kid":null,"crit":["x"],"jku":"http://127.0.0.1:1/"}""", "[]")]
    [InlineData("""{"alg":"dir","enc":"A256GCM"}""", "{}")]
    [InlineData("null", "null")]
    [InlineData("", "")]
    public async Task Odd_tokens_are_refused(string header, string payload)
    {
        var token = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}.";
        foreach (var signature in new[] { "", "AAAA", "!", "A.A.A" })
            ((int)(await _server.GetAsync("/odata/who", ("Authorization", $"Bearer {token}{signature}"))).StatusCode).ShouldBeOneOf(
                401,
                429
            );
    }

    [Theory]
    [InlineData(9_999)]
    [InlineData(8_000)]
    public async Task A_token_may_state_any_end(int year)
    {
        var end = year == 9_999 ? DateTime.MaxValue : new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        (
            await _server.GetAsync("/odata/who", ("Authorization", "Bearer " + _issuer.Token(token => token.Expires = end)))
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signed_claims_of_any_form_are_refused_or_understood()
    {
        foreach (var claim in new[] { "sub", "name", "roles", "exp", "nbf", "aud", "iss" })
        foreach (
            var value in new object[]
            {
                1e300,
                -1,
                true,
                "",
                Array.Empty<string>(),
                new object[] { 1, "a" },
                new Dictionary<string, object> { ["a"] = 1 },
            }
        )
        {
            var token = _issuer.Token(descriptor =>
            {
                if (claim is "exp")
                    descriptor.Expires = null;
                if (claim is "nbf")
                    descriptor.NotBefore = null;
                if (claim is "aud")
                    descriptor.Audience = null;
                if (claim is "iss")
                    descriptor.Issuer = null;
                descriptor.Claims[claim] = value;
            });
            var status = (int)(await _server.GetAsync("/odata/who", ("Authorization", "Bearer " + token))).StatusCode;
            status.ShouldBeOneOf([200, 401, 403, 429], $"{claim}: {value}");
        }
    }

    [Fact]
    public async Task Long_credentials_are_refused()
    {
        var text = new string('A', 9 * 1024);
        foreach (var value in new[] { "Bearer " + text + text, "Basic " + text + text, text, $"Bearer {text}.{text}.{text}" })
            ((int)(await _server.GetAsync("/odata/who", ("Authorization", value))).StatusCode).ShouldBeOneOf(401, 429);
    }

    [Fact]
    public async Task Headers_of_64_KB_are_refused_by_the_host()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_server.Client.BaseAddress!.Host, _server.Client.BaseAddress.Port);
        var request = $"GET /odata/who HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {new string('A', 64 * 1024)}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[64];
        var read = await client.GetStream().ReadAsync(buffer);
        Encoding.ASCII.GetString(buffer, 0, read).ShouldStartWith("HTTP/1.1 431 ");
    }

    [Fact]
    public async Task A_deep_token_is_refused()
    {
        var deep = Base64UrlEncoder.Encode(string.Concat(Enumerable.Repeat("{\"a\":", 2_000)) + "1" + new string('}', 2_000));
        ((int)(await _server.GetAsync("/odata/who", ("Authorization", $"Bearer {deep}.e30.AAAA"))).StatusCode).ShouldBeOneOf(401, 429);
        (
            (int)
                (
                    await _server.GetAsync(
                        "/odata/who",
                        ("Authorization", $"Bearer {Base64UrlEncoder.Encode("{\"alg\":\"RS256\"}")}.{deep}.AAAA")
                    )
                ).StatusCode
        ).ShouldBeOneOf(401, 429);
    }

    private string Next() =>
        Schemes[_random.Next(Schemes.Length)]
        + _random.Next(5) switch
        {
            0 => Text(_random.Next(200)),
            1 => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(_random.Next(60)))) + new string('=', _random.Next(4)),
            2 => $"{Base64UrlEncoder.Encode(Text(30))}.{Base64UrlEncoder.Encode(Text(30))}.{Base64UrlEncoder.Encode(Text(30))}",
            3 => Damaged(_issuer.Token("admin")),
            _ => string.Join('.', Enumerable.Range(0, _random.Next(8)).Select(_ => Base64UrlEncoder.Encode("{\"alg\":\"RS256\"}"))),
        };

    // Not in the signature's last character, some bits of which mean nothing.
    private string Damaged(string token)
    {
        var at = _random.Next(token.Length - 2);
        return _random.Next(3) switch
        {
            0 => token[..at],
            1 => string.Concat(token.AsSpan(0, at), token[at] == 'A' ? "B" : "A", token.AsSpan(at + 1)),
            _ => token.Insert(at, "."),
        };
    }

    private string Text(int length) =>
        string.Concat(
            Enumerable.Range(0, length).Select(_ => _random.Next(4) == 0 ? (char)_random.Next(0xA0, 0x100) : (char)_random.Next(0x20, 0x7F))
        );

    private string Parameter() =>
        _random.Next(4) switch
        {
            0 => "%",
            1 => "%zz%ff",
            2 => "%00%F0%9F",
            _ => _random.Next().ToString(CultureInfo.InvariantCulture) + "&api_key=&API_KEY=x",
        };
}
