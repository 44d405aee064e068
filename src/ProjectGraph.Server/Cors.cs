using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ProjectGraph.Server;

/// <summary>Sets up CORS for the origins in <c>Cors:Origins</c>, and in Development for those of this machine.</summary>
public static class Cors
{
    private const string Setting = "Cors:Origins";

    // Browsers limit this time: Chromium to two hours, Firefox to a day.
    private static readonly TimeSpan PreflightLifetime = TimeSpan.FromHours(2);

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    // Listed by name, because with credentials a browser takes * as a header's name.
    private static readonly string[] ExposedHeaders =
    [
        "ETag",
        "OData-Version",
        "OData-EntityId",
        "Location",
        "Retry-After",
        "Preference-Applied",
        "Server-Timing",
        ReadPositions.Header,
        "RateLimit",
        "RateLimit-Policy",
        "RateLimit-Limit",
        "RateLimit-Remaining",
        "RateLimit-Reset",
        "Allow",
        "Content-Disposition",
        "Repeatability-Result",
        "WWW-Authenticate",
    ];

    /// <exception cref="StartException">A value is not an origin. The message names it.</exception>
    public static WebApplicationBuilder AddCorsPolicy(this WebApplicationBuilder builder)
    {
        var values = builder.Configuration.GetSection(Setting).Get<string[]>() ?? [];
        var policy = CreatePolicy(values, builder.Environment.IsDevelopment());
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy));
        builder.Services.AddSingleton(new AllowedOrigins(policy)).AddSingleton<CrossSiteGuard>();
        return builder;
    }

    /// <summary>
    /// Handles preflights and adds CORS headers to every response for a listed origin, including errors. Refuses changes from pages
    /// of unlisted sites. Runs before access, because a preflight has no credential.
    /// </summary>
    public static IApplicationBuilder UseCorsPolicy(this WebApplication app)
    {
        var crossSite = app.Services.GetRequiredService<CrossSiteGuard>();
        return app.Use(VaryByOriginAsync)
            .UseCors()
            .Use(
                (context, next) =>
                {
                    crossSite.RequireAllowed(context);
                    return next(context);
                }
            );
    }

    // A cache must not reuse the response for one origin, or for none, for another origin.
    private static Task VaryByOriginAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpContext)state).Response.Headers;
                if (!headers.Vary.Any(ContainsOrigin))
                    headers.Vary = StringValues.Concat(headers.Vary, HeaderNames.Origin);
                return Task.CompletedTask;
            },
            context
        );
        return next(context);
    }

    private static bool ContainsOrigin(string? vary) =>
        vary is not null && vary.Split(',', StringSplitOptions.TrimEntries).Contains(HeaderNames.Origin, StringComparer.OrdinalIgnoreCase);

    // Allows any header, because clients add their own (Apollo's, tracing) and a listed origin is trusted.
    // Allows credentials, because a listed origin acts for the caller, and some clients always send them.
    private static CorsPolicy CreatePolicy(string[] values, bool isDevelopment)
    {
        var origins = values.Select(
            (value, index) =>
                AllowedOrigins.Parse(value)
                ?? throw new StartException(
                    $"{Setting}:{index} is '{value}'. Give an origin without a path, such as https://app.example.com, or https://*.example.com for its subdomains."
                )
        );
        var policy = new CorsPolicyBuilder([.. origins])
            .SetIsOriginAllowedToAllowWildcardSubdomains()
            .WithMethods(Methods)
            .AllowAnyHeader()
            .AllowCredentials()
            .WithExposedHeaders(ExposedHeaders)
            .SetPreflightMaxAge(PreflightLifetime)
            .Build();
        if (!isDevelopment)
            return policy;
        var isListed = policy.IsOriginAllowed;
        policy.IsOriginAllowed = origin => isListed(origin) || AllowedOrigins.IsLocal(origin);
        return policy;
    }
}
