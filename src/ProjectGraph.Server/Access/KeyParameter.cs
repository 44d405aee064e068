namespace ProjectGraph.Server;

/// <summary>
/// The key as the query parameter <c>api_key</c>, which is all that some BI tools can send ("Web API key" with a parameter's
/// name). It is taken out of the URL before anything else sees it, so that no link, cache or log repeats it.
/// </summary>
internal static class KeyParameter
{
    public const string Name = "api_key";

    /// <summary>Removes the parameter.</summary>
    /// <returns>Its value; null where there is none.</returns>
    public static string? Take(HttpRequest request)
    {
        var query = request.QueryString.Value;
        if (query is null || !query.Contains(Name, StringComparison.OrdinalIgnoreCase)) return null;
        var parts = query[1..].Split('&').ToLookup(IsKey);
        if (!parts[true].Any()) return null;
        var rest = string.Join('&', parts[false]);
        request.QueryString = new(rest.Length == 0 ? "" : "?" + rest);
        return Value(parts[true].First());
    }

    private static bool IsKey(string part) =>
        part.Split('=', 2)[0].Equals(Name, StringComparison.OrdinalIgnoreCase);

    private static string Value(string part) => part.Split('=', 2) is [_, var value] ? Uri.UnescapeDataString(value).Trim() : "";
}
