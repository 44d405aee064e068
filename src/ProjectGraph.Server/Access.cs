using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>
/// Sets up authentication and authorization. In Development, every caller on the same machine is an administrator. Otherwise a
/// request needs an API key or, where an issuer is configured, a JWT. Endpoints require the policy of
/// <see cref="Permission.Query"/>. <see cref="CallerAccess.Require"/> checks further permissions where they are needed.
/// </summary>
public static class Access
{
    /// <summary>The default scheme, which forwards to the scheme of the request's credential.</summary>
    private const string Scheme = "ProjectGraph";

    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = new AccessSettings(JwtSettings.Read(configuration));
        services.TryAddSingleton(TimeProvider.System);
        services
            .AddSingleton(settings)
            .AddSingleton<InvalidCredentialLimiter>()
            .AddSingleton<CallerIdentification>()
            .AddSingleton<ApiKeyAdministration>();
        services.AddAuthorizationBuilder().AddPermissions();
        services.AddSingleton<IAuthorizationHandler, DeferredCredentialHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessDeniedWriter>();
        // AddAuthentication would also set up data protection, which writes unused keys to the disk.
        services.AddAuthenticationCore(options => options.DefaultScheme = Scheme).AddWebEncoders();
        var schemes = new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, LocalAuthentication>(LocalAuthentication.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.Scheme, null)
            .AddPolicyScheme(Scheme, null, options =>
                options.ForwardDefaultSelector = context => SelectScheme(Credential.Get(context), settings)
            );
        if (settings.Jwt is { } jwt)
            schemes.AddTokens(jwt);
        return services;
    }

    /// <exception cref="StartException">The service is not in Development, and it has neither an API key nor a token issuer.</exception>
    public static async Task RequireApiKeyAsync(WebApplication app)
    {
        if (app.Environment.IsDevelopment() || app.Services.GetRequiredService<AccessSettings>().Jwt is not null)
            return;
        if (await app.Services.GetRequiredService<ApiKeyStore>().AnyAsync(CancellationToken.None))
            return;
        throw new StartException(
            "The store has no API key, so every request would be refused. Create a key with: make key NAME=me ROLE=admin"
        );
    }

    /// <summary>Refuses unknown callers, except at endpoints marked <c>AllowAnonymous</c>. Runs after routing.</summary>
    public static IApplicationBuilder UseAccess(this WebApplication app) =>
        app.Use(ReadCredentialAsync).UseAuthentication().Use(SetCallerAsync).UseAuthorization();

    // The credential of an anonymous endpoint may be meant for another service, such as a sandbox. The anonymous endpoints of a
    // protocol read the credential, because a key may be restricted to the other protocol.
    private static Task ReadCredentialAsync(HttpContext context, RequestDelegate next)
    {
        if (
            context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
            || ApiProtocols.FromPath(context.Request.Path) is not null
        )
            context.Features.Set(Credential.Read(context.Request.Headers, KeyParameter.Remove(context.Request)));
        return next(context);
    }

    private static Task SetCallerAsync(HttpContext context, RequestDelegate next)
    {
        if (CallerAccess.SetOn(context, context.User) is { } caller && context.GetEndpoint() is not null)
            caller.RequireProtocol(context.Request.Path);
        return next(context);
    }

    private static string SelectScheme(Credential? credential, AccessSettings settings) =>
        credential switch
        {
            null => LocalAuthentication.Scheme,
            { IsToken: true } when settings.Jwt is not null => TokenAuthentication.Scheme,
            _ => KeyAuthentication.Scheme,
        };
}

/// <summary>The settings of authentication methods other than API keys.</summary>
/// <param name="Jwt">Null if no token issuer is configured.</param>
internal sealed record AccessSettings(JwtSettings? Jwt);
