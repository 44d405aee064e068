namespace ProjectGraph.Server.ODataApi.Reading;

/// <summary>Splits and appends the token of a next link or delta link. Pages of a query differ only in this token.</summary>
internal static class SkipTokenText
{
    private const string Name = "skiptoken";
    private const string DeltaOption = "$deltatoken=";

    /// <summary>Splits a query into the rest and its skip token, which is null if there is not exactly one.</summary>
    public static (string Query, string? Token) Split(string query)
    {
        if (!query.Contains(Name, StringComparison.OrdinalIgnoreCase))
            return (query, null);
        // Some clients rewrite links: they encode $ as %24 or reorder the options.
        var parts = query[1..].Split('&').ToLookup(part => IsOption(part, SystemOption.SkipToken));
        if (parts[true].Count() != 1)
            return (query, null);
        var token = Uri.UnescapeDataString(parts[true].Single().Split('=', 2)[1]);
        var rest = string.Join('&', parts[false]);
        return rest.Length == 0 && PackedQuery.IsPacked(token) ? PackedQuery.Unpack(token) : (rest.Length == 0 ? "" : "?" + rest, token);
    }

    public static string Append(string url, string token, bool hasQuery) => $"{url}{(hasQuery ? '&' : '?')}${Name}={token}";

    public static string AppendDelta(string url, string token) =>
        $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{DeltaOption}{token}";

    /// <summary>Removes the delta token from a URL.</summary>
    public static string WithoutDelta(string url)
    {
        var queryStart = url.IndexOf('?', StringComparison.Ordinal);
        if (queryStart < 0)
            return url;
        var others = url[(queryStart + 1)..].Split('&').Where(part => !IsOption(part, SystemOption.DeltaToken));
        return string.Join('&', others) is { Length: > 0 } query ? $"{url[..queryStart]}?{query}" : url[..queryStart];
    }

    private static bool IsOption(string part, SystemOption option) =>
        part.Split('=', 2) is [var name, _] && SystemOptions.Find(Uri.UnescapeDataString(name).Trim()) == option;
}
