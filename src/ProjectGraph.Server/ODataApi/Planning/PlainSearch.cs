using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>
/// Converts a search of required words and phrases to the text of GraphQL's <c>search</c>, so that both use the same plan.
/// </summary>
internal static class PlainSearch
{
    /// <summary>Returns the text; null if the search has other operators.</summary>
    public static string? GetText(SearchTerm term)
    {
        var texts = term is SearchTerm.And and ? and.Terms : [term];
        return texts.All(each => each is SearchTerm.Text text && !text.Value.Contains('"', StringComparison.Ordinal))
            ? string.Join(' ', texts.Cast<SearchTerm.Text>().Select(text => text.IsPhrase ? $"\"{text.Value}\"" : text.Value))
            : null;
    }
}
