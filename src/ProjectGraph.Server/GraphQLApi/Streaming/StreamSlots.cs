namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Counts the streams that are open at once, and refuses the next one where it would be too many.</summary>
internal sealed class StreamSlots(Limits limits, TimeProvider time)
{
    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(10);

    public CallerCounter Subscriptions { get; } = new(limits.Subscriptions, limits.SubscriptionsPerCaller);

    public CallerCounter Sockets { get; } = new(limits.WebSockets, limits.WebSocketsPerCaller);

    /// <summary>Bytes of messages.</summary>
    public CallerCounter Bytes { get; } = new(long.MaxValue, limits.WebSocketBytesPerCaller);

    public UnidentifiedSockets Unidentified { get; } = new(limits, time);

    /// <exception cref="ApiException">There are too many subscriptions, of the caller or of all.</exception>
    public void OpenSubscription(string caller)
    {
        if (!Subscriptions.TryTake(caller)) throw new ApiException(new(ErrorCodes.TooManyStreams, TooManySubscriptions) { RetryAfter = Shortly });
    }

    /// <summary>Opens the slot of a socket, whose caller may not be known yet.</summary>
    /// <exception cref="ApiException">There are too many sockets.</exception>
    public SocketSlot OpenSocket(HttpContext context)
    {
        if (context.Features.Get<CallerAccess>() is { } caller)
        {
            var slot = new SocketSlot(this, null);
            return slot.TryIdentify(CallerKey.Of(caller)) ? slot : throw new ApiException(new(ErrorCodes.TooManyStreams, TooManySockets) { RetryAfter = Shortly });
        }
        var unidentified = Unidentified.TryOpen(CallerKey.OfAddress(context.Connection.RemoteIpAddress)) ?? throw new ApiException(new(
            ErrorCodes.TooManyStreams,
            $"Too many WebSockets wait for their connection_init: {limits.UnidentifiedWebSocketsPerAddress} from one address and {limits.UnidentifiedWebSockets} in all may (Limits:UnidentifiedWebSockets…). Try again, or send the key as a header.")
        {
            RetryAfter = UnidentifiedSockets.Undisturbed,
        });
        return new(this, unidentified);
    }

    private string TooManySubscriptions =>
        $"Too many subscriptions are open: {limits.SubscriptionsPerCaller} of one caller and {limits.Subscriptions} in all may be (Limits:SubscriptionsPerCaller, Limits:Subscriptions). End some, or try again later.";

    private string TooManySockets =>
        $"Too many WebSockets are open: {limits.WebSocketsPerCaller} of one caller and {limits.WebSockets} in all may be (Limits:WebSocketsPerCaller, Limits:WebSockets). Close some, or try again later.";
}

/// <summary>The slot of one socket, given back however the socket ends. It becomes its caller's as soon as that is known.</summary>
internal sealed class SocketSlot(StreamSlots slots, UnidentifiedSockets.Slot? unidentified) : IDisposable
{
    private string? _caller;

    /// <summary>Ends when the socket said nothing and another one has taken its slot; null where none can.</summary>
    public Task? Replaced => unidentified?.Replaced;

    /// <returns>False where the caller has no slot left.</returns>
    public bool TryIdentify(string key)
    {
        if (key == _caller) return true;
        if (!slots.Sockets.TryTake(key)) return false;
        Dispose();
        _caller = key;
        return true;
    }

    /// <summary>Begins to count the bytes of a message for the caller; until that is known, a message is short.</summary>
    public SocketBytes CountBytes() => new(slots.Bytes, _caller);

    public void Dispose()
    {
        unidentified?.Dispose();
        if (_caller is not null) slots.Sockets.Return(_caller);
        _caller = null;
    }
}
