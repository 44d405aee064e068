namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>The position of an event stream: a request feature of transports that can resume.</summary>
internal sealed class StreamPosition
{
    /// <summary>The last position that the client received before it was disconnected. Null if not sent.</summary>
    public long? Resumed { get; init; }

    /// <summary>The position of the current event.</summary>
    public long? Current { get; set; }
}
