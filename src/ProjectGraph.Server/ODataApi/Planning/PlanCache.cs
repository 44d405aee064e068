using System.Collections.Concurrent;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>The plan of one URL. A repeated URL is not parsed or planned again.</summary>
internal sealed record CachedRequest(ODataTarget Target, ODataPath.Resource Resource, ODataPlan Plan, string Fingerprint)
{
    /// <summary>The prepared statement of the first page, which most requests read.</summary>
    public PreparedQuery? FirstPage { get; set; }
}

/// <param name="Query">The query without its skip token.</param>
internal readonly record struct UrlKey(string Path, string Query, MetadataLevel Metadata);

/// <summary>A cache of recent URLs in two generations. The older one is dropped when the younger one is full.</summary>
internal sealed class PlanCache
{
    private const int GenerationSize = 1_000;
    private const int MaxKeyLength = 4_096;

    private ConcurrentDictionary<UrlKey, CachedRequest> _young = new();
    private ConcurrentDictionary<UrlKey, CachedRequest> _old = new();

    public CachedRequest? Find(in UrlKey key)
    {
        if (_young.TryGetValue(key, out var known))
            return known;
        if (!_old.TryGetValue(key, out known))
            return null;
        Add(key, known);
        return known;
    }

    public void Add(in UrlKey key, CachedRequest known)
    {
        if (key.Path.Length + key.Query.Length > MaxKeyLength)
            return;
        if (_young.Count >= GenerationSize)
            (_old, _young) = (_young, new());
        _young.TryAdd(key, known);
    }
}
