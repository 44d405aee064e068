namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>The reason for closing a socket: a code of graphql-transport-ws, WebSocket or this service.</summary>
internal sealed record SocketClose(int Code, string Reason)
{
    // RFC 6455 section 5.5: at most 125 bytes, including the code.
    private const int MaxReasonLength = 120;

    public static readonly SocketClose GoingAway = new(1001, "The service is stopping");
    public static readonly SocketClose TooBig = new(1009, "The message is too large");
    public static readonly SocketClose Unauthorized = new(4401, "Unauthorized");

    // The protocol's clients reconnect after an unknown code.
    public static readonly SocketClose TooMany = new(4503, "This caller has too many connections or too much data");
    public static readonly SocketClose Replaced = new(4503, "No connection_init was received while other sockets were waiting");
    public static readonly SocketClose Forbidden = new(4403, "Forbidden");
    public static readonly SocketClose WrongProtocol = new(4406, "Subprotocol not acceptable");
    public static readonly SocketClose InitTimeout = new(4408, "Connection initialisation timeout");
    public static readonly SocketClose TooManyInits = new(4429, "Too many initialisation requests");

    public static SocketClose BadMessage(string why) => new(4400, why.Length > MaxReasonLength ? why[..MaxReasonLength] : why);

    /// <summary>Creates the reason for a caller without access. Names in it may contain any characters.</summary>
    public static SocketClose Refused(string why) =>
        Forbidden with
        {
            Reason = Ascii(why.Length > MaxReasonLength ? why[..MaxReasonLength] : why),
        };

    private static string Ascii(string text) => string.Concat(text.Select(character => char.IsAscii(character) ? character : '?'));

    public static SocketClose SubscriberExists(string id) =>
        new(4409, $"Subscriber for {(id.Length > 40 || !id.All(char.IsAscii) ? "the id" : id)} already exists");
}

/// <summary>The client violated the protocol or is no longer permitted to continue.</summary>
internal sealed class SocketClosedException(SocketClose close) : Exception(close.Reason)
{
    public SocketClose Close { get; } = close;
}
