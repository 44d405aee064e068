namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Counts open streams and refuses new ones beyond the limits.</summary>
internal sealed class StreamSlots(Limits limits, TimeProvider time)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    public CallerCounter Subscriptions { get; } = new(limits.Subscriptions, limits.SubscriptionsPerCaller);

    public CallerCounter Sockets { get; } = new(limits.WebSockets, limits.WebSocketsPerCaller);

    /// <summary>The bytes of messages, by caller.</summary>
    public CallerCounter Bytes { get; } = new(long.MaxValue, limits.WebSocketBytesPerCaller);

    public UnidentifiedSockets Unidentified { get; } = new(limits, time);

    /// <exception cref="ApiException">The caller or the service has too many subscriptions.</exception>
    public void OpenSubscription(string caller)
    {
        if (!Subscriptions.TryTake(caller))
            throw new ApiException(new(ErrorCodes.TooManyStreams, TooManySubscriptions) { RetryAfter = RetryDelay });
    }

    /// <summary>Opens the slot of a socket, whose caller may still be unknown.</summary>
    /// <exception cref="ApiException">There are too many sockets.</exception>
    public SocketSlot OpenSocket(HttpContext context)
    {
        if (context.Features.Get<CallerAccess>() is { } caller)
        {
            var slot = new SocketSlot(this, null);
            return slot.TryIdentify(CallerKey.Get(caller))
                ? slot
                : throw new ApiException(new(ErrorCodes.TooManyStreams, TooManySockets) { RetryAfter = RetryDelay });
        }
        var unidentified = Unidentified.TryOpen(CallerKey.FromAddress(context.Connection.RemoteIpAddress))
            ?? throw new ApiException(
                new(
                    ErrorCodes.TooManyStreams,
                    $"Too many WebSockets are waiting for connection_init. The limits are {limits.UnidentifiedWebSocketsPerAddress} per address and {limits.UnidentifiedWebSockets} in total (Limits:UnidentifiedWebSockets…). Retry shortly, or send the key as a header."
                )
                {
                    RetryAfter = UnidentifiedSockets.MinimumHold,
                }
            );
        return new(this, unidentified);
    }

    private string TooManySubscriptions =>
        $"Too many subscriptions are open. The limits are {limits.SubscriptionsPerCaller} per caller and {limits.Subscriptions} in total (Limits:SubscriptionsPerCaller, Limits:Subscriptions). End some, or retry shortly.";

    private string TooManySockets =>
        $"Too many WebSockets are open. The limits are {limits.WebSocketsPerCaller} per caller and {limits.WebSockets} in total (Limits:WebSocketsPerCaller, Limits:WebSockets). Close some, or retry shortly.";
}

/// <summary>The slot of one socket, returned when the socket ends. It is assigned to the caller on identification.</summary>
internal sealed class SocketSlot(StreamSlots slots, UnidentifiedSockets.Slot? unidentified) : IDisposable
{
    private string? _caller;

    /// <summary>Completes when another socket replaces this silent one. Null if it cannot be replaced.</summary>
    public Task? Replaced => unidentified?.Replaced;

    /// <returns>False if the caller has no slot left.</returns>
    public bool TryIdentify(string key)
    {
        if (key == _caller)
            return true;
        if (!slots.Sockets.TryTake(key))
            return false;
        Dispose();
        _caller = key;
        return true;
    }

    /// <summary>Starts counting the bytes of a message for the caller. Messages of unidentified callers are short.</summary>
    public SocketBytes CountBytes() => new(slots.Bytes, _caller);

    public void Dispose()
    {
        unidentified?.Dispose();
        if (_caller is not null)
            slots.Sockets.Return(_caller);
        _caller = null;
    }
}
