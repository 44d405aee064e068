using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProjectGraph.Data.Access;

namespace ProjectGraph.Server;

/// <summary>
/// Authentication and authorization. On the developer's own machine every caller is the administrator. Everywhere else a
/// request needs an API key or, where an issuer is configured, a JWT. Endpoints need the policy of <see cref="Permission.Query"/>;
/// what one request of them needs beyond that is checked where it is done, by <see cref="CallerAccess.Demand"/>.
/// </summary>
public static class Access
{
    /// <summary>The default scheme. It forwards to the scheme that the request's credential belongs to.</summary>
    private const string Scheme = "ProjectGraph";

    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = new AccessSettings(JwtSettings.Read(configuration));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings).AddSingleton<FailureLimiter>().AddSingleton<CallerIdentification>().AddSingleton<ApiKeyAdministration>();
        services.AddAuthorizationBuilder().AddPermissions();
        services.AddSingleton<IAuthorizationHandler, CredentialMayFollowHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        // AddAuthentication would also set up data protection, which writes keys that nothing here uses to the disk.
        services.AddAuthenticationCore(options => options.DefaultScheme = Scheme).AddWebEncoders();
        var schemes = new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, LocalAuthentication>(LocalAuthentication.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.Scheme, null)
            .AddPolicyScheme(Scheme, null, options => options.ForwardDefaultSelector = context => SchemeOf(Credential.Of(context), settings));
        if (settings.Jwt is { } jwt) schemes.AddTokens(jwt);
        return services;
    }

    /// <exception cref="StartException">Nobody could call: the service is not in Development, and there is neither a key nor an issuer of tokens.</exception>
    public static async Task DemandKeysAsync(WebApplication app)
    {
        if (app.Environment.IsDevelopment() || app.Services.GetRequiredService<AccessSettings>().Jwt is not null) return;
        if (await app.Services.GetRequiredService<ApiKeyStore>().AnyAsync(CancellationToken.None)) return;
        throw new StartException("There is no API key, so nobody could call. Create one with: make key NAME=me ROLE=admin");
    }

    /// <summary>Refuses unknown callers everywhere but at endpoints marked <c>AllowAnonymous</c>. Comes after routing.</summary>
    public static IApplicationBuilder UseAccess(this WebApplication app) => app
        .Use(ReadCredentialAsync)
        .UseAuthentication()
        .Use(EstablishAsync)
        .UseAuthorization();

    // An open endpoint reads no credential, which may be meant for another service: a sandbox takes its vendor's. Where the
    // endpoint belongs to a protocol, a key may be restricted to the other one.
    private static Task ReadCredentialAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null || ApiProtocols.Of(context.Request.Path) is not null)
            context.Features.Set(Credential.Read(context.Request.Headers, KeyParameter.Take(context.Request)));
        return next(context);
    }

    private static Task EstablishAsync(HttpContext context, RequestDelegate next)
    {
        if (CallerAccess.Establish(context, context.User) is { } caller && context.GetEndpoint() is not null) caller.DemandProtocol(context.Request.Path);
        return next(context);
    }

    private static string SchemeOf(Credential? credential, AccessSettings settings) => credential switch
    {
        null => LocalAuthentication.Scheme,
        { IsToken: true } when settings.Jwt is not null => TokenAuthentication.Scheme,
        _ => KeyAuthentication.Scheme,
    };
}

/// <summary>How callers may prove who they are, beside API keys.</summary>
/// <param name="Jwt">Null where no issuer of tokens is configured.</param>
internal sealed record AccessSettings(JwtSettings? Jwt);
