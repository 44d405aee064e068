using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace ProjectGraph.Server;

/// <summary>Authenticates a request by a JWT bearer token of the configured issuer.</summary>
internal static class TokenAuthentication
{
    public const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    /// <summary>How far the clocks of issuer and service may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    // None with a shared secret: the issuer's public key would be one that everybody knows.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    // Not by AddJwtBearer, which would also read the settings Authentication:Schemes:Bearer.
    public static void AddTokens(this AuthenticationBuilder schemes, JwtSettings settings)
    {
        var services = schemes.Services;
        services.AddSingleton(settings).AddSingleton<TokenIssuer>().AddSingleton<TokenCallers>().AddSingleton<VendorAccountNames>();
        services.AddOptions<JwtBearerOptions>(Scheme).Configure<TokenIssuer, TokenCallers, TimeProvider>((options, issuer, callers, time) =>
        {
            options.ConfigurationManager = issuer;
            options.RefreshOnIssuerKeyNotFound = false;
            options.MapInboundClaims = false;
            options.SaveToken = false;
            options.TokenValidationParameters.ValidAudience = settings.Audience;
            options.TokenValidationParameters.ValidAlgorithms = Algorithms;
            options.TokenValidationParameters.LifetimeValidator = (from, until, _, _) => IsWithin(from, until, time);
            options.Events = Events(issuer, callers);
        });
        schemes.AddScheme<JwtBearerOptions, JwtBearerHandler>(Scheme, null);
    }

    public static bool HasExpired(DateTimeOffset expires, TimeProvider time) => expires <= time.GetUtcNow() - ClockSkew;

    /// <summary>What is wrong with a token, in words that show nothing of it.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        SecurityTokenExpiredException => "it has expired",
        SecurityTokenNoExpirationException => "it has no expiry",
        SecurityTokenNotYetValidException => "it is not valid yet",
        SecurityTokenInvalidAudienceException => "it is for another audience",
        SecurityTokenInvalidIssuerException => "it is of another issuer",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException or SecurityTokenSignatureKeyNotFoundException
            => "its signature is not one of the issuer's",
        UnidentifiedTokenException => "it has no subject",
        _ => "it is not a JWT of the issuer",
    };

    private static JwtBearerEvents Events(TokenIssuer issuer, TokenCallers callers) => new()
    {
        OnMessageReceived = async context =>
        {
            context.Token = Credential.Of(context.HttpContext)?.Key ?? "";
            if (await issuer.PrepareAsync(context.Token, context.HttpContext.RequestAborted) is { } failure) context.Fail(failure);
        },
        OnTokenValidated = async context =>
        {
            var credential = Credential.Of(context.HttpContext)!;
            if (await callers.FindAsync(context.Principal!, context.SecurityToken, credential, context.HttpContext.RequestAborted) is { } caller)
                context.Principal = new CallerIdentity(caller, Scheme).ToPrincipal();
            else context.Fail(new UnidentifiedTokenException());
        },
    };

    // By the program's clock. Nothing is added to what the token states: it may be the end of all time.
    private static bool IsWithin(DateTime? from, DateTime? until, TimeProvider time)
    {
        if (until is not { } end) throw new SecurityTokenNoExpirationException();
        if (HasExpired(new(end), time)) throw new SecurityTokenExpiredException { Expires = end };
        if (from is { } start && start > time.GetUtcNow().UtcDateTime + ClockSkew) throw new SecurityTokenNotYetValidException { NotBefore = start };
        return true;
    }
}

/// <summary>A valid token has no subject, so that nobody could be named for what is done with it.</summary>
internal sealed class UnidentifiedTokenException() : SecurityTokenException("The token has no subject.");
