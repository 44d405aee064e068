namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The token of a next link or delta link, which alone tells one page of a query from another.</summary>
internal static class SkipTokenText
{
    private const string Name = "skiptoken";
    private const string DeltaOption = "$deltatoken=";

    /// <summary>The query without its skip token, and the token; null where there is none, or more than one.</summary>
    public static (string Query, string? Token) Split(string query)
    {
        if (!query.Contains(Name, StringComparison.OrdinalIgnoreCase)) return (query, null);
        // Clients write a link anew: $ as %24, its options in another order.
        var parts = query[1..].Split('&').ToLookup(part => Is(part, SystemOption.SkipToken));
        if (parts[true].Count() != 1) return (query, null);
        var token = Uri.UnescapeDataString(parts[true].Single().Split('=', 2)[1]);
        var rest = string.Join('&', parts[false]);
        return rest.Length == 0 && PackedQuery.Is(token) ? PackedQuery.Unpack(token) : (rest.Length == 0 ? "" : "?" + rest, token);
    }

    public static string Append(string url, string token, bool hasQuery) => $"{url}{(hasQuery ? '&' : '?')}${Name}={token}";

    public static string AppendDelta(string url, string token) => $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{DeltaOption}{token}";

    /// <summary>The URL without a delta token, wherever that stands.</summary>
    public static string WithoutDelta(string url)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        if (question < 0) return url;
        var others = url[(question + 1)..].Split('&').Where(part => !Is(part, SystemOption.DeltaToken));
        return string.Join('&', others) is { Length: > 0 } query ? $"{url[..question]}?{query}" : url[..question];
    }

    private static bool Is(string part, SystemOption option) =>
        part.Split('=', 2) is [var name, _] && SystemOptions.Find(Uri.UnescapeDataString(name).Trim()) == option;
}
