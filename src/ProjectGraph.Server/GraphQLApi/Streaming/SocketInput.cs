using System.Text.Json;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>A message from a client, whose bytes are counted until it is disposed.</summary>
/// <param name="bytes">The bytes counted on receipt.</param>
internal sealed class SocketInput(JsonDocument document, SocketBytes bytes) : IDisposable
{
    public JsonElement Root => document.RootElement;

    /// <summary>Transfers the count to the operation that the message starts, which retains parts of it.</summary>
    public SocketBytes TransferBytes() => bytes.Transfer();

    public void Dispose()
    {
        document.Dispose();
        bytes.Dispose();
    }
}

/// <summary>Bytes that are counted for a caller until this is disposed.</summary>
/// <param name="caller">Null if nothing is counted.</param>
internal sealed class SocketBytes(CallerCounter all, string? caller) : IDisposable
{
    private long _held;

    /// <returns>False if the caller would exceed the limit.</returns>
    public bool TryGrow(long to)
    {
        if (caller is null || to <= _held)
            return true;
        if (!all.TryTake(caller, to - _held))
            return false;
        _held = to;
        return true;
    }

    /// <summary>Transfers the count to another owner.</summary>
    public SocketBytes Transfer()
    {
        var moved = new SocketBytes(all, caller) { _held = _held };
        _held = 0;
        return moved;
    }

    public void Dispose()
    {
        if (caller is not null)
            all.Return(caller, _held);
        _held = 0;
    }
}
