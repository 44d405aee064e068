using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace ProjectGraph.Server;

/// <summary>Authenticates a request by a JWT bearer token of the configured issuer.</summary>
internal static class TokenAuthentication
{
    public const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    /// <summary>The tolerated difference between the clocks of issuer and service.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    // Algorithms with a shared secret are excluded: anyone could sign with the issuer's public key as the secret.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    // AddJwtBearer is not used, because it also reads the settings Authentication:Schemes:Bearer.
    public static void AddTokens(this AuthenticationBuilder schemes, JwtSettings settings)
    {
        var services = schemes.Services;
        services
            .AddSingleton(settings)
            .AddSingleton<TokenIssuer>()
            .AddSingleton<TokenCallerFactory>()
            .AddSingleton<VendorAccountNameCache>();
        services
            .AddOptions<JwtBearerOptions>(Scheme)
            .Configure<TokenIssuer, TokenCallerFactory, TimeProvider>(
                (options, issuer, callers, time) =>
                {
                    options.ConfigurationManager = issuer;
                    options.RefreshOnIssuerKeyNotFound = false;
                    options.MapInboundClaims = false;
                    options.SaveToken = false;
                    options.TokenValidationParameters.ValidAudience = settings.Audience;
                    options.TokenValidationParameters.ValidAlgorithms = Algorithms;
                    options.TokenValidationParameters.LifetimeValidator = (from, until, _, _) => IsWithinLifetime(from, until, time);
                    options.Events = CreateEvents(issuer, callers);
                }
            );
        schemes.AddScheme<JwtBearerOptions, JwtBearerHandler>(Scheme, null);
    }

    public static bool HasExpired(DateTimeOffset expires, TimeProvider time) => expires <= time.GetUtcNow() - ClockSkew;

    /// <summary>Describes the failure of a token without any of its content.</summary>
    public static string DescribeFailure(Exception failure) =>
        failure switch
        {
            SecurityTokenExpiredException => "it has expired",
            SecurityTokenNoExpirationException => "it has no expiry",
            SecurityTokenNotYetValidException => "it is not valid yet",
            SecurityTokenInvalidAudienceException => "it is for another audience",
            SecurityTokenInvalidIssuerException => "it has another issuer",
            SecurityTokenInvalidSignatureException
            or SecurityTokenInvalidAlgorithmException
            or SecurityTokenSignatureKeyNotFoundException => "its signature is not one of the issuer's",
            UnidentifiedTokenException => "it has no subject",
            _ => "it is not a JWT of the issuer",
        };

    private static JwtBearerEvents CreateEvents(TokenIssuer issuer, TokenCallerFactory callers) =>
        new()
        {
            OnMessageReceived = async context =>
            {
                context.Token = Credential.Get(context.HttpContext)?.Key ?? "";
                if (await issuer.EnsureConfigurationAsync(context.Token, context.HttpContext.RequestAborted) is { } failure)
                    context.Fail(failure);
            },
            OnTokenValidated = async context =>
            {
                var credential = Credential.Get(context.HttpContext)!;
                if (
                    await callers.CreateAsync(context.Principal!, context.SecurityToken, credential, context.HttpContext.RequestAborted) is
                    { } caller
                )
                    context.Principal = new CallerIdentity(caller, Scheme).ToPrincipal();
                else
                    context.Fail(new UnidentifiedTokenException());
            },
        };

    // Checks by the program's clock. The skew is never added to the token's times, which may be the largest date.
    private static bool IsWithinLifetime(DateTime? from, DateTime? until, TimeProvider time)
    {
        if (until is not { } end)
            throw new SecurityTokenNoExpirationException();
        if (HasExpired(new(end), time))
            throw new SecurityTokenExpiredException { Expires = end };
        if (from is { } start && start > time.GetUtcNow().UtcDateTime + ClockSkew)
            throw new SecurityTokenNotYetValidException { NotBefore = start };
        return true;
    }
}

/// <summary>A valid token has no subject, so its actions could not be attributed to a caller.</summary>
internal sealed class UnidentifiedTokenException() : SecurityTokenException("The token has no subject.");
