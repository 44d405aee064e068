using ProjectGraph.Data.Access;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server.Tests.Bi;

/// <summary>The real program as it is in Production, with sandboxes: callers need keys, and a proxy on this machine is believed.</summary>
public sealed class KeyedServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public RunningServer Running { get; private set; } = null!;
    public HttpClient Client => Running.Client;
    public string Reader { get; private set; } = "";
    public string Operator { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var file = _folder.File("graph.db");
        // The program does not start in Production without a key, so the keys come first.
        await using (var store = await GraphStore.CreateAsync(file, TimeProvider.System))
        {
            var keys = new ApiKeyStore(store);
            Reader = await keys.CreateAsync("reader", AccessRole.Reader, CancellationToken.None);
            Operator = await keys.CreateAsync("operator", AccessRole.Operator, CancellationToken.None);
        }
        Running = await RunningServer.StartAsync(
            ("environment", "Production"),
            ("Sandbox:Enabled", "true"),
            ("Sandbox:ProjectsPerVendor", "60"),
            ("ForwardedHeaders:Enabled", "true"),
            ("Limits:KeyFailures", "1000"),
            ("ConnectionStrings:ProjectGraph", $"Data Source={file}")
        );
    }

    public async Task DisposeAsync()
    {
        await Running.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Sends a request with this key, or with none.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, string? key, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        return await Client.SendAsync(request);
    }
}

/// <summary>One such service for the tests that only ask it.</summary>
[CollectionDefinition(Name)]
public sealed class KeyedServerCollection : ICollectionFixture<KeyedServer>
{
    public const string Name = "keyed server";
}
