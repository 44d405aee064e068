namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The skip token at the end of a next link, which alone tells one page of a query from another.</summary>
internal static class SkipTokenText
{
    private const string Option = "$skiptoken=";

    /// <summary>The query without a skip token at its end, and the token; null where there is none at the end.</summary>
    public static (string Query, string? Token) Split(string query)
    {
        var start = query.LastIndexOf(Option, StringComparison.Ordinal);
        if (start < 1 || query[start - 1] is not ('?' or '&') || query.IndexOf('&', start) >= 0) return (query, null);
        var (before, token) = (query[..(start - 1)], query[(start + Option.Length)..]);
        return before.Length == 0 && Uri.UnescapeDataString(token) is var text && PackedQuery.Is(text) ? PackedQuery.Unpack(text) : (before, token);
    }

    public static string Append(string url, string token, bool hasQuery) => $"{url}{(hasQuery ? '&' : '?')}{Option}{token}";
}
