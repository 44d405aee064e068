using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ProjectGraph.Server.Tests.Observability;

/// <summary>A collector that takes OTLP over HTTP and keeps the paths and the bytes.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<byte[]>> _received = new();
    private SmallServer _server = null!;

    public string Address => _server.Client.BaseAddress!.ToString();

    /// <summary>The paths that something arrived at.</summary>
    public IEnumerable<string> Paths => _received.Where(entry => entry.Value.Task.IsCompleted).Select(entry => entry.Key);

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        receiver._server = await SmallServer.StartAsync(app => app.Run(receiver.ReceiveAsync));
        return receiver;
    }

    /// <summary>The first body that arrives at a path.</summary>
    public Task<byte[]> FirstAsync(string path) => At(path).Task.WaitAsync(TimeSpan.FromMinutes(10));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Response.ContentType = context.Request.ContentType;
        At(context.Request.Path).TrySetResult(body.ToArray());
    }

    private TaskCompletionSource<byte[]> At(string path) =>
        _received.GetOrAdd(path, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
