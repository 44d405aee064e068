using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server.Tests.CrossOrigin;

/// <summary>The real program in Production, which lists some origins, and an empty page that a browser finds by any name.</summary>
public sealed class CorsServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SmallServer _pages = null!;

    public RunningServer Running { get; private set; } = null!;
    public string Operator { get; private set; } = "";

    public string Listed => $"http://app.listed.example:{Port}";
    public string Subdomain => $"http://a.b.apps.example:{Port}";
    public string Unlisted => $"http://evil.example:{Port}";
    public string Local => $"http://localhost:{Port}";

    private int Port => _pages.Client.BaseAddress!.Port;

    public async Task InitializeAsync()
    {
        _pages = await SmallServer.StartAsync(app =>
            app.MapGet("/", () => Results.Content("<!doctype html><title>A page</title>", "text/html"))
        );
        var file = _folder.File("graph.db");
        await using (var store = await GraphStore.CreateAsync(file, TimeProvider.System))
            Operator = await new ApiKeyStore(store).CreateAsync("page", AccessRole.Operator, CancellationToken.None);
        Running = await RunningServer.StartAsync(
            ("environment", "Production"),
            ("Sandbox:Enabled", "true"),
            ("Sandbox:ProjectsPerVendor", "10"),
            ("Limits:KeyFailures", "1000"),
            ("Cors:Origins:0", Listed),
            ("Cors:Origins:1", $"http://*.apps.example:{Port}"),
            ("ConnectionStrings:ProjectGraph", $"Data Source={file}")
        );
    }

    public async Task DisposeAsync()
    {
        await Running.DisposeAsync();
        await _pages.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Sends what a browser would for a page of an origin; without a key unless a header brings one.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? origin,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await Running.Client.SendAsync(request);
    }
}

[CollectionDefinition(Name)]
public sealed class CorsServerCollection : ICollectionFixture<CorsServer>
{
    public const string Name = "cors server";
}
