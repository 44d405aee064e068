using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.Server.Tests;

namespace ProjectGraph.GraphQL.Tests.Reference;

[Spec("2", "Language, against the reference implementation")]
public sealed partial class SyntaxReferenceTests
{
    private static readonly string[] Texts = [.. Documents()];

    [FactWith("node", "npm")]
    public async Task Texts_parse_and_fail_as_in_the_reference()
    {
        string[] ours = [.. Texts.Select(Print)];
        IReadOnlyList<JsonElement> expected = await ReferenceEngine.AskAsync(Texts.Select(Parse));
        // What we print need not look the same, but must mean the same.
        IReadOnlyList<JsonElement> actual = await ReferenceEngine.AskAsync(ours.Select(Parse));
        Answer.Compare(
            Texts, expected.Select(Answer.Of), ours.Select((text, i) => text.StartsWith("Syntax Error", StringComparison.Ordinal) ? text : Answer.Of(actual[i])));
    }

    private static object Parse(string text) => new { kind = "parse", text };

    private static IEnumerable<string> Documents()
    {
        var random = new Random(1);
        IEnumerable<string> mutations = Enumerable.Range(0, 6_000).Select(i => Mutation.Of(Corpus.Documents[i % Corpus.Documents.Count], random));
        // Half a surrogate pair would not survive the way to the other process.
        return Corpus.Documents.Concat(mutations).Where(text => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar));
    }

    [GeneratedRegex("(Unexpected \"..\"|Invalid number, expected digit before \".\"), did you mean .*$")]
    private static partial Regex LoneDot();

    private static string Print(string text)
    {
        try
        {
            return Printer.Print(Parser.Parse(text));
        }
        catch (GraphQLSyntaxException exception)
        {
            // Of a lone dot we say what was probably meant.
            string message = LoneDot().Replace(exception.Message, "Unexpected character: \".\".");
            return new GraphQLError(message, exception.Location).ToString();
        }
    }
}
