namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>The skip token of a next link, which alone tells one page of a query from another.</summary>
internal static class SkipTokenText
{
    private const string Name = "skiptoken";

    /// <summary>The query without its skip token, and the token; null where there is none, or more than one.</summary>
    public static (string Query, string? Token) Split(string query)
    {
        if (!query.Contains(Name, StringComparison.OrdinalIgnoreCase)) return (query, null);
        // Clients write a link anew: $ as %24, its options in another order.
        var parts = query[1..].Split('&').ToLookup(IsToken);
        if (parts[true].Count() != 1) return (query, null);
        var token = Uri.UnescapeDataString(parts[true].Single().Split('=', 2)[1]);
        var rest = string.Join('&', parts[false]);
        return rest.Length == 0 && PackedQuery.Is(token) ? PackedQuery.Unpack(token) : (rest.Length == 0 ? "" : "?" + rest, token);
    }

    public static string Append(string url, string token, bool hasQuery) => $"{url}{(hasQuery ? '&' : '?')}${Name}={token}";

    private static bool IsToken(string part) =>
        part.Split('=', 2) is [var name, _] && SystemOptions.Find(Uri.UnescapeDataString(name).Trim()) == SystemOption.SkipToken;
}
