using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>A cache of JSON-encoded names. Its size is limited because queries can compute any number of names.</summary>
internal static class JsonNames
{
    private const int MaxCached = 2_000;
    private static readonly ConcurrentDictionary<string, JsonEncodedText> Cached = new(StringComparer.Ordinal);

    public static JsonEncodedText Get(string name)
    {
        if (Cached.TryGetValue(name, out var encoded))
            return encoded;
        encoded = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        if (Cached.Count < MaxCached)
            Cached.TryAdd(name, encoded);
        return encoded;
    }
}
