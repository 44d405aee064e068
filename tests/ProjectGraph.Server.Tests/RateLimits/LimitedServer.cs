using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server.Tests.RateLimits;

/// <summary>
/// The host's limits in front of endpoints that a test holds up. A caller's address is what the header <c>From-Address</c>
/// says; with <c>Slow-Access</c> it takes until <see cref="Release"/> to find out who calls.
/// </summary>
internal sealed class LimitedServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _released = new(0);
    private SmallServer _server = null!;
    private CallerLimits _limits = null!;

    /// <summary>The names that held-up requests gave, in the order in which they came in.</summary>
    public List<string> Order { get; } = [];

    public Uri Address => _server.Client.BaseAddress!;

    public string First { get; private set; } = "";

    public string Second { get; private set; } = "";

    public static async Task<LimitedServer> StartAsync(Limits limits, TimeProvider? time = null)
    {
        var limited = new LimitedServer();
        IServiceProvider services = null!;
        limited._server = await SmallServer.StartAsync(
            app =>
            {
                services = app.Services;
                app.Use(FromAddressAsync);
                app.UseApiErrors();
                app.UseRouting();
                app.UseAddressLimits();
                app.Use(limited.SlowAccessAsync);
                app.UseAccess();
                app.UseCallerLimits();
                app.MapGet("/odata/held", limited.HeldAsync);
                app.MapGet("/odata/quick", () => "quick");
                app.MapGet("/graphql/quick", () => "quick");
                app.MapGet("/exempt", () => "exempt").DisableRateLimiting();
            },
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([
                    new("ConnectionStrings:ProjectGraph", $"Data Source={limited._folder.File("graph.db")}"),
                ]);
                if (time is not null)
                    builder.Services.AddSingleton(time);
                builder.Services.AddSingleton(limits);
                builder.Services.AddGraphStore(builder.Configuration).AddAccess(builder.Configuration).AddRateLimits();
            }
        );
        await services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
        var keys = services.GetRequiredService<ApiKeyStore>();
        limited.First = await keys.CreateAsync("first", AccessRole.Reader, CancellationToken.None);
        limited.Second = await keys.CreateAsync("second", AccessRole.Reader, CancellationToken.None);
        limited._limits = services.GetRequiredService<CallerLimits>();
        return limited;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Add("X-API-Key", key);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await _server.Client.SendAsync(request);
    }

    /// <summary>Begins a request that is held up in its endpoint, or waits for that.</summary>
    public Task<HttpResponseMessage> Hold(string key, string name, params (string Name, string Value)[] headers) =>
        GetAsync($"/odata/held?name={name}", key, headers);

    public void Release(int requests = 1) => _released.Release(requests);

    /// <summary>Waits until so many requests of a key or an address are under way and wait.</summary>
    public async Task UntilAsync(string caller, int running, int waiting, int most)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var now = (caller.StartsWith("Address:", StringComparison.Ordinal) ? _limits.Addresses : _limits.Requests).GetStatistics(
                caller
            )!;
            if (now.CurrentAvailablePermits == most - running && now.CurrentQueuedCount == waiting)
                return;
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release(1_000);
        await _server.DisposeAsync();
        _released.Dispose();
        _folder.Dispose();
    }

    private static Task FromAddressAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers["From-Address"] is [{ } address, ..])
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return next(context);
    }

    private async Task SlowAccessAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.ContainsKey("Slow-Access"))
            await _released.WaitAsync(context.RequestAborted);
        await next(context);
    }

    private async Task<string> HeldAsync(string name, HttpContext context)
    {
        lock (Order)
            Order.Add(name);
        await _released.WaitAsync(context.RequestAborted);
        return name;
    }
}
