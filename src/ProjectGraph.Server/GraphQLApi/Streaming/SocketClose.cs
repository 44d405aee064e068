namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Why a socket is closed: the codes of graphql-transport-ws, two of WebSocket's own, and one of this service.</summary>
internal sealed record SocketClose(int Code, string Reason)
{
    // RFC 6455 section 5.5: 125 bytes with the code.
    private const int Longest = 120;

    public static readonly SocketClose GoingAway = new(1001, "The service is stopping");
    public static readonly SocketClose TooBig = new(1009, "The message is too large");
    public static readonly SocketClose Unauthorized = new(4401, "Unauthorized");
    // The protocol's clients connect again after a code that they do not know.
    public static readonly SocketClose TooMany = new(4503, "Too many connections or too much data of this caller");
    public static readonly SocketClose Replaced = new(4503, "Connection initialisation was awaited too long while others wait");
    public static readonly SocketClose Forbidden = new(4403, "Forbidden");
    public static readonly SocketClose WrongProtocol = new(4406, "Subprotocol not acceptable");
    public static readonly SocketClose InitTimeout = new(4408, "Connection initialisation timeout");
    public static readonly SocketClose TooManyInits = new(4429, "Too many initialisation requests");

    public static SocketClose BadMessage(string why) => new(4400, why.Length > Longest ? why[..Longest] : why);

    /// <summary>The caller is known or not, and may not use the service; names in the reason may be of any characters.</summary>
    public static SocketClose Refused(string why) => Forbidden with { Reason = Ascii(why.Length > Longest ? why[..Longest] : why) };

    private static string Ascii(string text) => string.Concat(text.Select(character => char.IsAscii(character) ? character : '?'));

    public static SocketClose Taken(string id) =>
        new(4409, $"Subscriber for {(id.Length > 40 || !id.All(char.IsAscii) ? "the id" : id)} already exists");
}

/// <summary>The client broke the protocol, or may not go on.</summary>
internal sealed class SocketClosedException(SocketClose close) : Exception(close.Reason)
{
    public SocketClose Close { get; } = close;
}
