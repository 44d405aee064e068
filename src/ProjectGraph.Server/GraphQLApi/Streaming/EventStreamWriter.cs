using System.Globalization;
using System.Text;
using ProjectGraph.GraphQL;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Writes the frames of server-sent events (HTML standard, section 9.2).</summary>
internal sealed class EventStreamWriter(Stream body, ResponseMemory memory, CancellationToken aborted)
{
    private static readonly byte[] Data = "data: "u8.ToArray();
    private static readonly byte[] End = "\n\n"u8.ToArray();
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();
    private static readonly byte[] Complete = "event: complete\ndata:\n\n"u8.ToArray();

    /// <param name="position">The value that the client sends as <c>Last-Event-ID</c> to resume.</param>
    public async Task NextAsync(GraphQLResult result, long? position)
    {
        using var buffer = new PooledBuffer(memory);
        GraphQLJson.Write(buffer, result);
        memory.ReleaseUnused();
        // A vendor's document may contain line breaks, but a frame's data is one line.
        buffer.Replace((byte)'\n', (byte)' ');
        buffer.Replace((byte)'\r', (byte)' ');
        var id = position is { } known ? string.Create(CultureInfo.InvariantCulture, $"id: {known}\n") : "";
        await body.WriteAsync(Encoding.ASCII.GetBytes($"event: next\n{id}"), aborted);
        await body.WriteAsync(Data, aborted);
        await buffer.SendAsync(body, aborted);
        await SendAsync(End);
    }

    public Task KeepAliveAsync() => SendAsync(Comment);

    public Task CompleteAsync() => SendAsync(Complete);

    private async Task SendAsync(byte[] bytes)
    {
        await body.WriteAsync(bytes, aborted);
        await body.FlushAsync(aborted);
    }
}
