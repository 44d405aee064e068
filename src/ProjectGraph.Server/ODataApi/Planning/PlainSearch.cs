using ProjectGraph.Server.ODataApi.Syntax;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>A search for words and phrases that must all be found, as the text that GraphQL's <c>search</c> has: the same plan, so the same rows.</summary>
internal static class PlainSearch
{
    /// <summary>Null where the search says more than that.</summary>
    public static string? Of(SearchTerm term)
    {
        var texts = term is SearchTerm.And and ? and.Terms : [term];
        return texts.All(each => each is SearchTerm.Text text && !text.Value.Contains('"', StringComparison.Ordinal))
            ? string.Join(' ', texts.Cast<SearchTerm.Text>().Select(text => text.IsPhrase ? $"\"{text.Value}\"" : text.Value)) : null;
    }
}
