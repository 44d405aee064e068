using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.Server.Tests;

namespace ProjectGraph.GraphQL.Tests.Reference;

[Spec("2", "Language, against the reference implementation")]
public sealed partial class SyntaxReferenceTests
{
    private static readonly Gen<string> Texts = Property.From(
        random => DocumentMutator.Mutate(Corpus.Documents[random.Next(Corpus.Documents.Count)], random),
        choices: 40
    );

    [FactWith("node", "npm")]
    public async Task Texts_parse_and_fail_as_in_the_reference()
    {
        foreach (string text in Corpus.Documents)
            await CompareAsync(text);
        await Property.CheckAsync(Texts, 6_000, first: 1, CompareAsync);
    }

    private static async Task CompareAsync(string text)
    {
        // Half a surrogate pair would not survive the way to the other process.
        if (text.EnumerateRunes().Contains(Rune.ReplacementChar))
            return;
        string ours = Print(text);
        string expected = ComparableResult.FromJson(await ReferenceEngine.RunAsync(Parse(text)));
        // What we print need not look the same, but must mean the same.
        string actual = ours.StartsWith("Syntax Error", StringComparison.Ordinal)
            ? ours
            : ComparableResult.FromJson(await ReferenceEngine.RunAsync(Parse(ours)));
        ComparableResult.Compare(text, expected, actual);
    }

    private static object Parse(string text) => new { kind = "parse", text };

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
