namespace ProjectGraph.Server;

/// <summary>
/// Reads the key from the query parameter <c>api_key</c>. Some BI tools can send no other credential ("Web API key" with a
/// parameter's name). The parameter is removed from the URL first, so links, caches and logs do not contain it.
/// </summary>
internal static class KeyParameter
{
    public const string Name = "api_key";

    /// <summary>Removes the parameter.</summary>
    /// <returns>The parameter's value, or null if it is missing.</returns>
    public static string? Remove(HttpRequest request)
    {
        var query = request.QueryString.Value;
        if (query is null || !query.Contains(Name, StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = query[1..].Split('&').ToLookup(IsKey);
        if (!parts[true].Any())
            return null;
        var rest = string.Join('&', parts[false]);
        request.QueryString = new(rest.Length == 0 ? "" : "?" + rest);
        return GetValue(parts[true].First());
    }

    private static bool IsKey(string part) => part.Split('=', 2)[0].Equals(Name, StringComparison.OrdinalIgnoreCase);

    private static string GetValue(string part) => part.Split('=', 2) is [_, var value] ? Uri.UnescapeDataString(value).Trim() : "";
}
