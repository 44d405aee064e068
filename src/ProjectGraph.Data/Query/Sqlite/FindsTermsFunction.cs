using System.Text.Json;

namespace ProjectGraph.Data.Query.Sqlite;

/// <summary>
/// The SQL function <c>finds_terms(terms, text, …)</c> of one connection. It returns whether each term of a list occurs in one of
/// the texts, ignoring case. One call per row costs a fraction of calling SQLite's functions per term and text.
/// </summary>
internal sealed class FindsTermsFunction
{
    public const string Name = "finds_terms";

    private string _lastTermsJson = "[]";
    private string[] _terms = [];

    public bool Find(object?[] arguments)
    {
        ParseTerms((string)arguments[0]!);
        var texts = new string?[arguments.Length - 1];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = (arguments[i + 1] as string)?.ToLowerInvariant();
        foreach (var term in _terms)
            if (!Array.Exists(texts, text => text?.Contains(term, StringComparison.Ordinal) == true))
                return false;
        return true;
    }

    // A statement passes the same terms for every row.
    private void ParseTerms(string termsJson)
    {
        if (termsJson == _lastTermsJson)
            return;
        _terms = JsonSerializer.Deserialize<string[]>(termsJson)!;
        _lastTermsJson = termsJson;
    }
}
