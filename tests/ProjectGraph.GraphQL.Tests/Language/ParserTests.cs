using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Tests.Language;

[Spec("2", "Documents, operations, selections, fragments, values, types, directives")]
public class ParserTests
{
    [Theory]
    [InlineData("", "Unexpected <EOF>.", 1, 1)]
    [InlineData("{", "Expected Name, found <EOF>.", 1, 2)]
    [InlineData("{}", "Expected Name, found \"}\".", 1, 2)]
    [InlineData("\n      { ...MissingOn }\n      fragment MissingOn Type\n", "Expected \"on\", found Name \"Type\".", 3, 26)]
    [InlineData("{ field: {} }", "Expected Name, found \"{\".", 1, 10)]
    [InlineData("notAnOperation Foo { field }", "Unexpected Name \"notAnOperation\".", 1, 1)]
    [InlineData("...", "Unexpected \"...\".", 1, 1)]
    [InlineData("{ \"\"", "Expected Name, found String \"\".", 1, 3)]
    [InlineData("query Foo($x: Complex = { a: { b: [ $var ] } }) { field }", "Unexpected variable \"$var\" in constant value.", 1, 37)]
    [InlineData("fragment on on on { on }", "Unexpected Name \"on\".", 1, 10)]
    [InlineData("{ ...on }", "Expected Name, found \"}\".", 1, 9)]
    [InlineData("query {", "Expected Name, found <EOF>.", 1, 8)]
    [InlineData("query () { a }", "Expected \"$\", found \")\".", 1, 8)]
    [InlineData("{ a() }", "Expected Name, found \")\".", 1, 5)]
    [InlineData("{ a(b: }", "Unexpected \"}\".", 1, 8)]
    [InlineData("{ a @ }", "Expected Name, found \"}\".", 1, 7)]
    [InlineData("{ a(b: [1) }", "Unexpected \")\".", 1, 10)]
    [InlineData("query ($a: [Int) { a }", "Expected \"]\", found \")\".", 1, 16)]
    [InlineData("query ($a: Int!!) { a }", "Expected \"$\", found \"!\".", 1, 16)]
    [InlineData("\"text\" { a }", "Unexpected description, descriptions are not supported on shorthand queries.", 1, 1)]
    [InlineData("\"text\" extend type A { a: Int }", "Unexpected description, only GraphQL definitions support descriptions.", 1, 1)]
    public void A_syntax_error_says_what_was_expected_and_where(string text, string problem, int line, int column)
    {
        var exception = Should.Throw<GraphQLSyntaxException>(() => Parser.Parse(text));
        exception.Message.ShouldBe("Syntax Error: " + problem);
        exception.Location.ShouldBe(new SourceLocation(line, column));
    }

    [Theory]
    [InlineData("on")]
    [InlineData("fragment")]
    [InlineData("query")]
    [InlineData("mutation")]
    [InlineData("subscription")]
    [InlineData("true")]
    [InlineData("false")]
    public void Keywords_are_names_where_a_name_may_stand(string keyword)
    {
        string fragment = keyword == "on" ? "a" : keyword;
        Parser
            .Parse(
                $$"""
                query {{keyword}} {
                  ... {{fragment}}
                  ... on {{keyword}} { field }
                }
                fragment {{fragment}} on Type {
                  {{keyword}}({{keyword}}: ${{keyword}}) @{{keyword}}({{keyword}}: {{keyword}})
                }
                """
            )
            .Definitions.Length.ShouldBe(2);
    }

    [Fact]
    public void An_operation_has_all_its_parts()
    {
        var document = Parser.Parse(
            """
            "What it is for"
            query Named($id: ID! = 4 @on, $more: [Int!]) @dir(a: "b") { alias: field(arg: $id) @skip(if: true) { id } }
            """
        );
        var operation = document.Definitions.ShouldHaveSingleItem().ShouldBeOfType<OperationNode>();
        operation.Description!.Value.ShouldBe("What it is for");
        operation.Name!.Value.ShouldBe("Named");
        operation.Variables.Select(v => v.Type.ToString()).ShouldBe(["ID!", "[Int!]"]);
        operation.Variables[0].Directives.ShouldHaveSingleItem().Name.ShouldBe("on");
        var field = operation.SelectionSet.Selections.ShouldHaveSingleItem().ShouldBeOfType<FieldNode>();
        (field.ResponseName, field.Name).ShouldBe(("alias", "field"));
        field.Location.ShouldBe(new SourceLocation(2, 61));
    }

    [Fact]
    public void Fragments_and_variables_have_descriptions()
    {
        var document = Parser.Parse("query (\"The id\" $id: ID) { ...F }\n\"\"\"About F\"\"\" fragment F on T { a(id: $id) }");
        ((OperationNode)document.Definitions[0]).Variables[0].Description!.Value.ShouldBe("The id");
        ((FragmentNode)document.Definitions[1]).Description!.Value.ShouldBe("About F");
    }

    [Fact]
    public void Values_of_all_kinds_are_parsed()
    {
        Parser
            .ParseValue("[1, 2.5, \"s\", true, null, ENUM, $v, {a: [], b: {}}]")
            .ToString()
            .ShouldBe("[1, 2.5, \"s\", true, null, ENUM, $v, {a: [], b: {}}]");
        Should
            .Throw<GraphQLSyntaxException>(() => Parser.ParseConstValue("[$v]"))
            .Message.ShouldBe("Syntax Error: Unexpected variable \"$v\" in constant value.");
        Should
            .Throw<GraphQLSyntaxException>(() => Parser.ParseValue("1 2"))
            .Message.ShouldBe("Syntax Error: Expected <EOF>, found Int \"2\".");
    }

    [Theory]
    [InlineData("MyType")]
    [InlineData("MyType!")]
    [InlineData("[MyType]")]
    [InlineData("[[MyType!]!]!")]
    public void Types_are_parsed(string text) => Parser.ParseType(text).ToString().ShouldBe(text);

    [Fact]
    public void A_name_of_another_script_is_refused_and_a_string_of_it_is_not()
    {
        Parser.Parse("{ field(arg: \"Has a \u0A0A multi-byte character.\") }").Definitions.Length.ShouldBe(1);
        Should.Throw<GraphQLSyntaxException>(() => Parser.Parse("{ fi\u00EBld }"));
    }
}
