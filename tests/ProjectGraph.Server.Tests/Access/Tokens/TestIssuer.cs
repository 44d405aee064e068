using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ProjectGraph.Server.Tests.Tokens;

/// <summary>An OpenID issuer with keys of its own: its discovery document and keys on loopback, and tokens signed by it.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "projectgraph";

    private readonly TimeProvider _time;
    private SmallServer _server = null!;
    private volatile RsaSecurityKey _key = NewKey();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _reads;

    private TestIssuer(TimeProvider time) => _time = time;

    public string Authority => _server.Client.BaseAddress!.ToString().TrimEnd('/');

    /// <summary>The key that signs now; the issuer shows its public half alone.</summary>
    public RsaSecurityKey Key => _key;

    /// <summary>How often the discovery document was read.</summary>
    public int Reads => _reads;

    public bool IsDown { get; set; }

    /// <summary>Whether it accepts requests and never responds.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Ends when the discovery document is asked for the first time.</summary>
    public Task Asked => _asked.Task;

    public (string, string?)[] Settings =>
        [("Access:Jwt:Authority", Authority), ("Access:Jwt:Audience", Audience), ("Access:Jwt:RequireHttpsMetadata", "false")];

    public static async Task<TestIssuer> StartAsync(TimeProvider time)
    {
        var issuer = new TestIssuer(time);
        issuer._server = await SmallServer.StartAsync(app =>
        {
            app.MapGet("/.well-known/openid-configuration", issuer.DiscoverAsync);
            app.MapGet("/keys", () => Results.Json(new { keys = new[] { issuer.PublicKey() } }));
        });
        return issuer;
    }

    public static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    /// <summary>From now on another key signs, and the old one is shown no longer.</summary>
    public void Rotate() => _key = NewKey();

    public string Token(params string[] roles) => Token(token => token.Claims["roles"] = roles);

    /// <summary>A token of a reader, valid for five minutes, but for what is changed.</summary>
    public string Token(Action<SecurityTokenDescriptor> change)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = Audience,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddMinutes(5),
            SigningCredentials = new(_key, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "u-1",
                ["name"] = "Ada",
                ["roles"] = "reader",
            },
        };
        change(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<IResult> DiscoverAsync(CancellationToken aborted)
    {
        Interlocked.Increment(ref _reads);
        _asked.TrySetResult();
        if (IsSilent)
            await Task.Delay(Timeout.Infinite, aborted);
        return IsDown ? Results.StatusCode(500) : Results.Json(new { issuer = Authority, jwks_uri = Authority + "/keys" });
    }

    private object PublicKey()
    {
        var parameters = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            kid = _key.KeyId,
            n = Base64UrlEncoder.Encode(parameters.Modulus),
            e = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }
}
