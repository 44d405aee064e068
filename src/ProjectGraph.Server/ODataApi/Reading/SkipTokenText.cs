namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The token at the end of a next link or delta link, which alone tells one page of a query from another.</summary>
internal static class SkipTokenText
{
    private const string Option = "$skiptoken=";
    private const string DeltaOption = "$deltatoken=";

    /// <summary>The query without a skip token at its end, and the token; null where there is none at the end.</summary>
    public static (string Query, string? Token) Split(string query)
    {
        var start = query.LastIndexOf(Option, StringComparison.Ordinal);
        if (start < 1 || query[start - 1] is not ('?' or '&') || query.IndexOf('&', start) >= 0) return (query, null);
        return (query[..(start - 1)], query[(start + Option.Length)..]);
    }

    public static string Append(string url, string token, bool hasQuery) => $"{url}{(hasQuery ? '&' : '?')}{Option}{token}";

    public static string AppendDelta(string url, string token) => $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{DeltaOption}{token}";

    /// <summary>The URL without a delta token, wherever that stands.</summary>
    public static string WithoutDelta(string url)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        if (question < 0) return url;
        var others = url[(question + 1)..].Split('&').Where(part => !IsDelta(part));
        return string.Join('&', others) is { Length: > 0 } query ? $"{url[..question]}?{query}" : url[..question];
    }

    private static bool IsDelta(string part) =>
        SystemOptions.Find(Uri.UnescapeDataString(part.Split('=', 2)[0]).Trim()) == SystemOption.DeltaToken;
}
