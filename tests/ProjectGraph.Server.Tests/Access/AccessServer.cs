using System.Net;
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
    private readonly TemporaryFolder folder;
    private readonly SmallServer server;

    private AccessServer(TemporaryFolder folder, SmallServer server, IServiceProvider services)
    {
        this.folder = folder;
        this.server = server;
        Keys = services.GetRequiredService<ApiKeyStore>();
    }

    public HttpClient Client => server.Client;
    public RecordedLog Log => server.Log;
    public ApiKeyStore Keys { get; }

    public static async Task<AccessServer> StartAsync(string environment = "Production", TimeProvider? time = null)
    {
        var folder = new TemporaryFolder();
        IServiceProvider services = null!;
        var server = await SmallServer.StartAsync(
            app =>
            {
                services = app.Services;
                app.Use(FromAddressAsync);
                app.UseApiErrors();
                app.UseRouting();
                app.UseAccess();
                app.MapGet("/odata/who", (HttpContext context) => $"{CallerAccess.Of(context).Name} {CallerAccess.Of(context).Role}");
                app.MapGet("/graphql/who", (HttpContext context) => CallerAccess.Of(context).Name);
                app.MapPost("/odata/change", (HttpContext context) => CallerAccess.Of(context).Demand(Permission.Operate));
                app.MapGet("/open", () => "open").AllowAnonymous();
            },
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:ProjectGraph", $"Data Source={folder.File("graph.db")}")]);
                if (time is not null) builder.Services.AddSingleton(time);
                builder.Services.AddSingleton(new Limits { KeyFailures = 3 });
                builder.Services.AddGraphStore(builder.Configuration).AddAccess();
            },
            environment);
        await services.GetRequiredService<GraphStore>().OpenAsync(CancellationToken.None);
        return new(folder, server, services);
    }

    public Task<string> KeyAsync(AccessRole role) => Keys.CreateAsync(role.ToString(), role, CancellationToken.None);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    private static Task FromAddressAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers["From-Address"] is [{ } address, ..]) context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return next(context);
    }
}
