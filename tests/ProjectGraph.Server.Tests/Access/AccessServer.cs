using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server.Tests;

/// <summary>The host's access control before a few endpoints, with a real key store. A caller's address is what the header <c>From-Address</c> says.</summary>
internal sealed class AccessServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly SmallServer _server;

    private AccessServer(TemporaryFolder folder, SmallServer server, IServiceProvider services)
    {
        _folder = folder;
        _server = server;
        Services = services;
    }

    public HttpClient Client => _server.Client;
    public RecordedLog Log => _server.Log;
    public IServiceProvider Services { get; }
    public ApiKeyStore Keys => Services.GetRequiredService<ApiKeyStore>();

    /// <param name="settings">Configuration beside the store's.</param>
    public static async Task<AccessServer> StartAsync(
        string environment = "Production",
        TimeProvider? time = null,
        params (string Key, string? Value)[] settings
    )
    {
        var folder = new TemporaryFolder();
        IServiceProvider services = null!;
        var server = await SmallServer.StartAsync(
            app =>
            {
                services = app.Services;
                app.Use(FromAddressAsync);
                app.Use(RestrictAsync);
                app.UseApiErrors();
                app.UseCorsPolicy();
                app.UseRouting();
                app.UseAccess();
                app.MapGet("/odata/who", (HttpContext context) => $"{CallerAccess.Get(context).Name} {CallerAccess.Get(context).Role}");
                app.MapGet("/graphql/who", (HttpContext context) => CallerAccess.Get(context).Name);
                app.MapGet("/odata/caller", (HttpContext context) => Describe(CallerAccess.Get(context), context.User));
                app.MapGet("/odata/operate", () => "done").RequireAuthorization(nameof(Permission.Operate));
                app.MapGet("/connect/file", (HttpContext context) => context.User.Identity!.Name ?? "nobody").AllowAnonymous();
                app.MapPost("/odata/change", (HttpContext context) => CallerAccess.Get(context).Require(Permission.Operate));
                app.MapGet("/open", () => "open").AllowAnonymous();
            },
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([
                    new("ConnectionStrings:ProjectGraph", $"Data Source={folder.File("graph.db")}"),
                ]);
                builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
                if (time is not null)
                    builder.Services.AddSingleton(time);
                builder.AddCorsPolicy();
                builder.Services.AddSingleton<PublicAddress>();
                builder.Services.AddSingleton(new Limits { KeyFailures = 3 });
                builder.Services.AddGraphStore(builder.Configuration).AddAccess(builder.Configuration);
            },
            environment
        );
        await services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
        return new(folder, server, services);
    }

    public Task<string> KeyAsync(AccessRole role) => Keys.CreateAsync(role.ToString(), role, CancellationToken.None);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, headers);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    // Kind, id, name, role and vendor accounts, then what the framework knows.
    private static string Describe(CallerAccess caller, ClaimsPrincipal user)
    {
        var accounts = caller.VendorAccounts is { } ids
            ? string.Join(',', ids.Order().Select(id => id.ToString(CultureInfo.InvariantCulture)))
            : "all";
        return $"{caller.Kind} {caller.Id} {caller.Name} {caller.Role} [{accounts}] {user.Identity!.Name} {user.IsInRole(caller.Role.ToString())}";
    }

    // A caller that is restricted to the protocol that the header Restricted-To names.
    private static Task RestrictAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers["Restricted-To"] is [{ } protocol, ..])
        {
            var caller = new CallerAccess("feed", AccessRole.Reader)
            {
                Protocols = new[] { Enum.Parse<ApiProtocol>(protocol) }.ToFrozenSet(),
            };
            context.User = new CallerIdentity(caller, KeyAuthentication.Scheme).ToPrincipal();
        }
        return next(context);
    }

    private static Task FromAddressAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers["From-Address"] is [{ } address, ..])
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return next(context);
    }
}
