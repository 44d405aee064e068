using System.Text;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Tests.Language;

[Spec("2", "Limits of tokens and nesting")]
public class ParserLimitTests
{
    private const int NestingDepth = 20_000;

    public static TheoryData<string> DeepTexts =>
        new(
            Repeat("{a", NestingDepth),
            "{ a(b: " + Repeat("[", NestingDepth),
            "{ a(b: " + Repeat("{c:", NestingDepth),
            "query ($v: " + Repeat("[", NestingDepth),
            Repeat("{...on A", NestingDepth),
            "type A { a: " + Repeat("[", NestingDepth),
            "{ a(b: " + Repeat("[", NestingDepth) + Repeat("]", NestingDepth) + ") }"
        );

    [Theory]
    [MemberData(nameof(DeepTexts))]
    public void Deep_nesting_is_refused_on_a_small_stack(string text)
    {
        SmallStack
            .Run(() => Parser.Parse(text, new ParserLimits { MaxTokens = int.MaxValue }))
            .ShouldBeOfType<GraphQLSyntaxException>()
            .Message.ShouldBe("Syntax Error: Document is nested more than 200 levels deep. Parsing aborted.");
    }

    [Fact]
    public void Nesting_up_to_the_limit_is_parsed_and_printed_on_a_small_stack()
    {
        string text = Repeat("{a", 200) + Repeat("}", 200);
        SmallStack.Run(() => Printer.Print(Parser.Parse(text))).ShouldBeNull();
        Should.Throw<GraphQLSyntaxException>(() => Parser.Parse(Repeat("{a", 201) + Repeat("}", 201)));
    }

    [Fact]
    public void Tokens_are_counted()
    {
        var limits = new ParserLimits { MaxTokens = 5 };
        Parser.Parse("{ a b c }", limits).Definitions.Length.ShouldBe(1);
        var exception = Should.Throw<GraphQLSyntaxException>(() => Parser.Parse("{ a b c d }", limits));
        exception.Message.ShouldBe("Syntax Error: Document contains more than 5 tokens. Parsing aborted.");
        exception.Location.ShouldBe(new SourceLocation(1, 11));
    }

    [Theory]
    [InlineData("a ")]
    [InlineData("a:b ")]
    [InlineData("...a ")]
    [InlineData("{ a ")]
    [InlineData("\"\" ")]
    public void A_megabyte_is_refused_after_its_first_tokens(string unit)
    {
        Should.Throw<GraphQLSyntaxException>(() => Parser.Parse("{" + Repeat(unit, 1_000_000 / unit.Length)));
    }

    [Fact]
    public void A_megabyte_that_is_ignored_is_no_problem()
    {
        Parser.Parse("{ a }" + Repeat("# comment\n", 100_000) + Repeat(",", 100_000)).Definitions.Length.ShouldBe(1);
    }

    internal static string Repeat(string unit, int count) => new StringBuilder(unit.Length * count).Insert(0, unit, count).ToString();
}
