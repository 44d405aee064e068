using ProjectGraph.Server.ODataApi.Responses;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>One request of a batch.</summary>
/// <param name="Url">Absolute, relative to the host or the service root, or starting with a reference to an earlier request.</param>
/// <param name="Group">The change set or atomicity group of the request.</param>
/// <param name="DependsOn">The requests and groups that must succeed first.</param>
internal sealed record BatchPart(string? Id, string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public string? Group { get; init; }
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    public bool IsWrite => Method is not ("GET" or "HEAD" or "OPTIONS");
}

/// <summary>A request of a batch and its response.</summary>
/// <param name="Response">Null if the request was not run.</param>
internal sealed record BatchPartResponse(BatchPart Part, InnerResponse? Response);
