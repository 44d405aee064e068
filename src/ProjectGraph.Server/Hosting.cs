using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace ProjectGraph.Server;

/// <summary>Sets up the process: its addresses, limits, logging, proxies and shutdown.</summary>
public static class Hosting
{
    // ISO 8601 in every culture.
    private const string Timestamp = "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'";

    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        // A separate file for settings that only the service may read, such as credentials.
        if (builder.Configuration["SecretsFile"] is { Length: > 0 } secrets)
            builder.Configuration.AddJsonFile(Path.GetFullPath(secrets), optional: false);
        var limits = builder.Configuration.GetSection("Limits").Get<Limits>() ?? new();
        builder.Services.AddSingleton(limits).AddSingleton<PublicAddress>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = limits.DrainDelay + limits.ShutdownTimeout);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            ConfigureTrustedProxies(options, builder.Configuration.GetSection("ForwardedHeaders"));
            options.AllowedHosts = (builder.Configuration["AllowedHosts"] ?? "").Split(
                ';',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            );
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.BodyBytes;
            kestrel.Limits.RequestHeadersTimeout = limits.HeaderTimeout;
            // Kestrel refuses requests without a body. RequestSizes refuses them earlier, with the protocol's error.
            kestrel.Limits.MaxRequestLineSize = RequestSizes.KestrelFactor * limits.UrlBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = RequestSizes.KestrelFactor * limits.HeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = RequestSizes.KestrelFactor * limits.HeaderCount;
        });
        if (GetDefaultUrl(builder.Configuration) is { } address)
            builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        // The host's own log lines contain whole URLs, and so the keys in query parameters.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        // Scopes contain the trace of a log line.
        builder.Logging.Configure(options =>
            options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId
        );
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, true));
        else
            builder.Logging.AddJsonConsole(console =>
                (console.UseUtcTimestamp, console.TimestampFormat, console.IncludeScopes) = (true, Timestamp, true)
            );
        return builder;
    }

    /// <summary>
    /// Reads scheme, host, path prefix and client address from the headers of a trusted proxy, if any. Decides whether links may
    /// contain the host.
    /// </summary>
    public static IApplicationBuilder UseTrustedProxies(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<PublicAddress>();
        // The middleware writes the replaced host to this header. A client's own header is removed, because it would look the same.
        var replaced = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value.OriginalHostHeaderName;
        if (address.HasProxies)
            app.Use(
                    (context, next) =>
                    {
                        context.Request.Headers.Remove(replaced);
                        return next(context);
                    }
                )
                .UseForwardedHeaders();
        return app.Use(
            (context, next) =>
            {
                if (address.IsTrustedHost(context, address.HasProxies && context.Request.Headers.ContainsKey(replaced)))
                    context.Features.Set(TrustedLinkHost.Instance);
                return next(context);
            }
        );
    }

    // ASP.NET Core's own settings (urls, Kestrel:Endpoints) override PORT.
    private static string? GetDefaultUrl(ConfigurationManager configuration)
    {
        if (configuration["urls"] is not null || configuration.GetSection("Kestrel:Endpoints").Exists())
            return null;
        return ushort.TryParse(GetPort(configuration), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? GetPortUrl(configuration)
            : throw new StartException($"PORT is '{GetPort(configuration)}'. Give a number from 0 to 65535.");
    }

    /// <summary>Returns the address for <c>PORT</c>.</summary>
    internal static string GetPortUrl(IConfiguration configuration) => $"http://127.0.0.1:{GetPort(configuration)}";

    private static string GetPort(IConfiguration configuration) => configuration["PORT"] ?? "5080";

    private static void ConfigureTrustedProxies(ForwardedHeadersOptions options, IConfigurationSection settings)
    {
        options.ForwardedHeaders =
            ForwardedHeaders.XForwardedFor
            | ForwardedHeaders.XForwardedProto
            | ForwardedHeaders.XForwardedHost
            | ForwardedHeaders.XForwardedPrefix;
        var proxies = settings.GetSection("KnownProxies").Get<string[]>() ?? [];
        var networks = settings.GetSection("KnownNetworks").Get<string[]>() ?? [];
        if (proxies.Length + networks.Length > 0)
        {
            // By default only the machine itself is trusted. Configured proxies replace it.
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
        }
        foreach (var proxy in proxies)
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        foreach (var network in networks)
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
    }
}
