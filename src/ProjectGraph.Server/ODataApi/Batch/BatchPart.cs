using ProjectGraph.Server.ODataApi.Answering;

namespace ProjectGraph.Server.ODataApi.Batch;

/// <summary>One request of a batch.</summary>
/// <param name="Url">Absolute, from the host's root, from the service root, or beginning with a reference to an earlier request.</param>
/// <param name="Group">The change set or atomicity group that it belongs to.</param>
/// <param name="DependsOn">Requests and groups that must have succeeded before.</param>
internal sealed record BatchPart(string? Id, string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public string? Group { get; init; }
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    public bool IsWrite => Method is not ("GET" or "HEAD" or "OPTIONS");
}

/// <param name="Answer">Null where the request was not run.</param>
internal sealed record BatchPartAnswer(BatchPart Part, InnerAnswer? Answer);
