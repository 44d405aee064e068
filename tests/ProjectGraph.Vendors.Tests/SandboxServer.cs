using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ProjectGraph.Vendors.Tests;

/// <summary>Runs the sandboxes on Kestrel, with a plain HttpClient for one of them. It uses no code of our client.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SandboxServer(WebApplication app, string vendor)
    {
        _app = app;
        Running = app.Services.GetServices<RunningSandbox>().Single(running => running.Sandbox.Name == vendor);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient { BaseAddress = new($"{address}{Running.Mount}/") };
    }

    public RunningSandbox Running { get; }
    public HttpClient Http { get; }

    /// <param name="projects">The number of generated projects; 0 for the documents' examples only.</param>
    /// <param name="authorization">The header Authorization of every request; null for none.</param>
    /// <param name="file">The file of the state; null for memory only.</param>
    public static async Task<SandboxServer> Start(
        string vendor,
        int projects = 0,
        string? authorization = "Bearer sandbox",
        string? file = null,
        TimeProvider? time = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(time ?? new ManualTime());
        if (file is not null)
            builder.Services.AddSingleton<ISandboxDocuments>(_ => new SandboxDocuments(file));
        builder.Services.AddSandboxes(new() { ProjectsPerVendor = projects });
        var app = builder.Build();
        app.MapSandboxes();
        await app.StartAsync();
        var server = new SandboxServer(app, vendor);
        if (authorization is not null)
            server.Http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization);
        return server;
    }

    /// <summary>Sends the body unchanged, even if it is malformed.</summary>
    public async Task<ReceivedResponse> Send(string method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new(method), path.TrimStart('/'));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        using var response = await Http.SendAsync(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public async Task<ReceivedResponse> Faults(string json) => await Send("PUT", "_faults", json);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

internal sealed record ReceivedResponse(int Status, string Text, HttpResponseMessage Message)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
    public JsonObject Object => Json.AsObject();
    public JsonArray Array => Json.AsArray();
}

/// <summary>Compares JSON by value and shows both texts in the failure.</summary>
internal static class JsonShould
{
    public static void ShouldBeJson(this JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"expected {expected}\nbut was  {actual?.ToJsonString()}");
}
