namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Counts what is open at once, and says no where the next one would be too many.</summary>
internal sealed class StreamSlots(Limits limits)
{
    private int subscriptions;
    private int sockets;

    public bool TryOpenSubscription() => TryOpen(ref subscriptions, limits.Subscriptions);

    public void CloseSubscription() => Interlocked.Decrement(ref subscriptions);

    public bool TryOpenSocket() => TryOpen(ref sockets, limits.WebSockets);

    public void CloseSocket() => Interlocked.Decrement(ref sockets);

    private static bool TryOpen(ref int count, int most)
    {
        if (Interlocked.Increment(ref count) <= most) return true;
        Interlocked.Decrement(ref count);
        return false;
    }
}
