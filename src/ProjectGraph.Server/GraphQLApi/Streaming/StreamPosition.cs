namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Where a stream of events stands: a feature of the requests whose transport can tell it to the client and back.</summary>
internal sealed class StreamPosition
{
    /// <summary>The last position that the client saw before its connection broke; null where it did not say.</summary>
    public long? Resumed { get; init; }

    /// <summary>The position of the event that is being answered.</summary>
    public long? Current { get; set; }
}
