using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Access;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Server.Tests.GraphQLApi.Streaming;

/// <summary>A service without vendors that requires keys, with low stream limits and a short keep-alive interval.</summary>
internal sealed class StreamServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private StreamServer(TemporaryFolder folder, RunningServer server, string key)
    {
        _folder = folder;
        Server = server;
        Key = key;
    }

    public RunningServer Server { get; }

    public string Key { get; }

    public ApiKeyStore Keys => Server.Services.GetRequiredService<ApiKeyStore>();

    public static Task<StreamServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    public static async Task<StreamServer> StartAsync(Action<IServiceCollection>? services, params (string Key, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        string key;
        await using (var store = await GraphStore.CreateAsync(folder.File("graph.db"), TimeProvider.System))
            key = await new ApiKeyStore(store).CreateAsync("watcher", AccessRole.Reader, CancellationToken.None);
        var server = await RunningServer.StartAsync(
            services,
            [
                ("environment", "Production"),
                ("ConnectionStrings:ProjectGraph", $"Data Source={folder.File("graph.db")}"),
                .. settings.UnionBy([("Limits:StreamKeepAlive", "00:00:00.2")], setting => setting.Item1),
            ]
        );
        return new(folder, server, key);
    }

    public Task<EventStream> ListenAsync() =>
        EventStream.OpenAsync(Server.Client, "subscription { projectChanged { kind } }", ("X-API-Key", Key));

    public async Task<SocketClient> GreetAsync(string greeting)
    {
        var socket = await SocketClient.OpenAsync(Server);
        await socket.SendAsync(greeting);
        return socket;
    }

    public string Greeting(string? key = null) =>
        "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer " + (key ?? Key) + "\"}}";

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
