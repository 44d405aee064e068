using System.Text.Json;

namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>A message that a client sent, and the bytes that are counted for it until it is disposed.</summary>
/// <param name="bytes">Counted when it came.</param>
internal sealed class SocketInput(JsonDocument document, SocketBytes bytes) : IDisposable
{
    public JsonElement Root => document.RootElement;

    /// <summary>Hands the count on to an operation that the message begins, which keeps parts of it.</summary>
    public SocketBytes Keep() => bytes.Move();

    public void Dispose()
    {
        document.Dispose();
        bytes.Dispose();
    }
}

/// <summary>Bytes that are counted for a caller until they are disposed.</summary>
/// <param name="caller">Null where nothing is counted.</param>
internal sealed class SocketBytes(CallerCounter all, string? caller) : IDisposable
{
    private long _held;

    /// <returns>False where the caller would have too many.</returns>
    public bool TryGrow(long to)
    {
        if (caller is null || to <= _held) return true;
        if (!all.TryTake(caller, to - _held)) return false;
        _held = to;
        return true;
    }

    /// <summary>Hands the count on.</summary>
    public SocketBytes Move()
    {
        var moved = new SocketBytes(all, caller) { _held = _held };
        _held = 0;
        return moved;
    }

    public void Dispose()
    {
        if (caller is not null) all.Return(caller, _held);
        _held = 0;
    }
}
