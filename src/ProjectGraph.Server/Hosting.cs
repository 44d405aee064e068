using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace ProjectGraph.Server;

/// <summary>The process around the service: where it listens, what it accepts, how it logs and how it stops.</summary>
public static class Hosting
{
    // ISO 8601, whatever the culture has between the parts of a time.
    private const string Timestamp = "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'";

    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        // A file apart from the settings, for what only the service may read: credentials above all.
        if (builder.Configuration["SecretsFile"] is { Length: > 0 } secrets) builder.Configuration.AddJsonFile(Path.GetFullPath(secrets), optional: false);
        var limits = builder.Configuration.GetSection("Limits").Get<Limits>() ?? new();
        builder.Services.AddSingleton(limits).AddSingleton<PublicAddress>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = limits.DrainDelay + limits.ShutdownTimeout);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            Trust(options, builder.Configuration.GetSection("ForwardedHeaders"));
            options.AllowedHosts = (builder.Configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.BodyBytes;
            kestrel.Limits.RequestHeadersTimeout = limits.HeaderTimeout;
            // Kestrel refuses without a body: RequestSizes does so in the protocol's shape well before.
            kestrel.Limits.MaxRequestLineSize = RequestSizes.HostFactor * limits.UrlBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = RequestSizes.HostFactor * limits.HeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = RequestSizes.HostFactor * limits.HeaderCount;
        });
        if (Address(builder.Configuration) is { } address) builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        // The host's own lines hold whole URLs, and so keys that came as a query parameter.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        // Scopes hold the trace that a line belongs to.
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, true));
        else builder.Logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat, console.IncludeScopes) = (true, Timestamp, true));
        return builder;
    }

    /// <summary>
    /// Takes scheme, host, path prefix and client address from the headers of a trusted proxy, where there is one, and decides
    /// whether the host may stand in links.
    /// </summary>
    public static IApplicationBuilder UseTrustedProxies(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<PublicAddress>();
        // The middleware leaves the host that it replaced in this header: a client's own would pass for one.
        var replaced = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value.OriginalHostHeaderName;
        if (address.HasProxies) app.Use((context, next) => { context.Request.Headers.Remove(replaced); return next(context); }).UseForwardedHeaders();
        return app.Use((context, next) =>
        {
            if (address.IsLinkable(context, address.HasProxies && context.Request.Headers.ContainsKey(replaced))) context.Features.Set(LinkHost.Instance);
            return next(context);
        });
    }

    // An address given the ordinary way (urls, Kestrel:Endpoints) wins over PORT.
    private static string? Address(ConfigurationManager configuration)
    {
        if (configuration["urls"] is not null || configuration.GetSection("Kestrel:Endpoints").Exists()) return null;
        return ushort.TryParse(Port(configuration), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? PortUrl(configuration)
            : throw new StartException($"PORT is '{Port(configuration)}'. Give a number from 0 to 65535.");
    }

    /// <summary>The address that <c>PORT</c> stands for.</summary>
    internal static string PortUrl(IConfiguration configuration) => $"http://127.0.0.1:{Port(configuration)}";

    private static string Port(IConfiguration configuration) => configuration["PORT"] ?? "5080";

    private static void Trust(ForwardedHeadersOptions options, IConfigurationSection settings)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedPrefix;
        var proxies = settings.GetSection("KnownProxies").Get<string[]>() ?? [];
        var networks = settings.GetSection("KnownNetworks").Get<string[]>() ?? [];
        if (proxies.Length + networks.Length > 0)
        {
            // The machine itself is trusted only as long as nobody says whom to trust.
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
        }
        foreach (var proxy in proxies) options.KnownProxies.Add(IPAddress.Parse(proxy));
        foreach (var network in networks) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
    }
}
