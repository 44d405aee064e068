using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Tests.Language;

[Spec("2", "Printing a document that parses to the same")]
public class PrinterTests
{
    [Theory]
    [InlineData("{ a }", "{\n  a\n}")]
    [InlineData("query { id name }", "{\n  id\n  name\n}")]
    [InlineData("query Q($a: Int = 1 @x, $b: [T!]!) @y { a }", "query Q($a: Int = 1 @x, $b: [T!]!) @y {\n  a\n}")]
    [InlineData("query ($a: Int) { a }", "query ($a: Int) {\n  a\n}")]
    [InlineData("mutation @d(a: {b: [1]}) { a: b(c: $d) { e } }", "mutation @d(a: {b: [1]}) {\n  a: b(c: $d) {\n    e\n  }\n}")]
    [InlineData(
        "{ ...F @skip(if: true) ... on T { a } ... { b } ... @include(if: $c) { d } }",
        "{\n  ...F @skip(if: true)\n  ... on T {\n    a\n  }\n  ... {\n    b\n  }\n  ... @include(if: $c) {\n    d\n  }\n}"
    )]
    [InlineData("\"d\" query { a }", "\"d\"\nquery {\n  a\n}")]
    [InlineData("query (\"d\" $a: Int) { a }", "query (\n  \"d\"\n  $a: Int\n) {\n  a\n}")]
    [InlineData("fragment F on T @x { a }", "fragment F on T @x {\n  a\n}")]
    public void Executable_documents_are_printed(string text, string printed) => Printer.Print(Parser.Parse(text)).ShouldBe(printed);

    [Fact]
    public void Long_argument_lists_are_broken()
    {
        string argument = new('x', 60);
        Printer
            .Print(Parser.Parse($"{{ a(b: \"{argument}\", c: \"{argument}\") }}"))
            .ShouldBe($"{{\n  a(\n    b: \"{argument}\"\n    c: \"{argument}\"\n  )\n}}");
    }

    [Theory]
    [InlineData("\"\"\"one line\"\"\" scalar A")]
    [InlineData("\"\"\"\ntwo\nlines\n\"\"\" scalar A")]
    [InlineData("\"\"\"\n  indented\nnot\n\"\"\" scalar A")]
    [InlineData("\"\"\"contains \\\"\"\" and ends with \\\"\"\" \"\"\" scalar A")]
    [InlineData("\"\"\"ends with a quote \"\n\"\"\" scalar A")]
    [InlineData("\"\"\"ends with a backslash \\\n\"\"\" scalar A")]
    [InlineData("\"\\t control \\u0007 \\\\ \\\" \\u{1F600}\" scalar A")]
    [InlineData("\"\"\"\"\"\" scalar A")]
    [InlineData("{ a(b: \"\"\"\n   deep\n     er\n\n   end\n\"\"\") { c(d: \"\"\" leading\"\"\") } }")]
    [InlineData("\"d\" schema @x { query: Q mutation: M } extend schema @y extend schema { subscription: S }")]
    [InlineData("\"d\" type A implements B & C @x { \"f\" f(\"a\" a: Int = 1 @y, b: [B!]!): T! @z }")]
    [InlineData("type A extend type A implements B extend type A @x extend type A { b: C }")]
    [InlineData("interface A implements B { a: Int } extend interface A @x")]
    [InlineData("union A @x = B | C union D extend union A = E")]
    [InlineData("enum A @x { B @y \"c\" C } extend enum A { D }")]
    [InlineData("input A @oneOf { \"a\" a: Int = { b: 1 } @y } extend input A @z")]
    [InlineData("scalar A @specifiedBy(url: \"u\") extend scalar A @x")]
    [InlineData("\"d\" directive @a(b: Int = 1 @deprecated) repeatable on FIELD | VARIABLE_DEFINITION | INPUT_FIELD_DEFINITION")]
    [InlineData("type A implements & B & C { a: B } union U = | A | B directive @a on | FIELD")]
    public void What_is_printed_parses_to_the_same(string text)
    {
        string once = Printer.Print(Parser.Parse(text));
        Printer.Print(Parser.Parse(once)).ShouldBe(once);
        // Printed forms alone could lose something twice: the content of strings is compared on its own.
        Strings(once).ShouldBe(Strings(text));
    }

    [Theory]
    [InlineData("extend type A")]
    [InlineData("extend scalar A")]
    [InlineData("extend schema")]
    [InlineData("schema")]
    [InlineData("type A {}")]
    [InlineData("enum A { true }")]
    [InlineData("directive @a on NOWHERE")]
    [InlineData("input A { a(b: Int): Int }")]
    [InlineData("union A = |")]
    public void Invalid_type_system_definitions_are_rejected(string text) => Should.Throw<GraphQLSyntaxException>(() => Parser.Parse(text));

    private static List<string> Strings(string text)
    {
        var lexer = new Lexer(text);
        var values = new List<string>();
        for (Token token = lexer.Next(); token.Kind != TokenKind.EndOfFile; token = lexer.Next())
        {
            if (token.Kind is TokenKind.String or TokenKind.BlockString)
                values.Add(token.Value!);
        }

        return values;
    }
}
