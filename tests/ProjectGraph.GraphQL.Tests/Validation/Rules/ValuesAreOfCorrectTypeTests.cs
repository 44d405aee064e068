using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.6.1", "Values are of correct type")]
public class ValuesAreOfCorrectTypeTests : RuleTests
{
    private protected override ValidationLimits Limits => new() { MaxListSize = 5 };

    [Theory]
    [InlineData("int(arg: 2)")]
    [InlineData("int(arg: -2)")]
    [InlineData("int(arg: null)")]
    [InlineData("int(arg: $anything)")]
    [InlineData("string(arg: \"a\")")]
    [InlineData("boolean(arg: true)")]
    [InlineData("float(arg: 1)")]
    [InlineData("float(arg: 1.5e3)")]
    [InlineData("id(arg: 1)")]
    [InlineData("id(arg: \"a\")")]
    [InlineData("colour(arg: RED)")]
    [InlineData("list(arg: [\"a\", null, \"b\"])")]
    [InlineData("list(arg: [])")]
    [InlineData("list(arg: \"one\")")]
    [InlineData("list(arg: null)")]
    [InlineData("measure")]
    [InlineData("measure(arg: { required: true })")]
    [InlineData("measure(arg: { numbers: [1], number: 4, text: \"a\", required: false, inner: { required: true } })")]
    [InlineData("key(arg: { id: 1 })")]
    [InlineData("key(arg: $key)")]
    [InlineData("anything(arg: { a: [1, \"b\", C, null, { d: 1.5 }] })")]
    [InlineData("even(arg: 4)")]
    [InlineData("unknown(arg: { a: 1 })")]
    [InlineData("int(unknown: \"a\")")]
    public void A_value_of_its_type_is_fine(string field) => ShouldAccept($"{{ arguments {{ {field} }} }}");

    [Theory]
    [InlineData("int(arg: \"3\")", "Int cannot represent non-integer value: \"3\"")]
    [InlineData(
        "int(arg: 829384293849283498239482938)",
        "Int cannot represent non 32-bit signed integer value: 829384293849283498239482938"
    )]
    [InlineData("int(arg: FOO)", "Int cannot represent non-integer value: FOO")]
    [InlineData("int(arg: 3.0)", "Int cannot represent non-integer value: 3.0")]
    [InlineData("int(arg: [1])", "Int cannot represent non-integer value: [1]")]
    [InlineData("string(arg: 1)", "String cannot represent a non string value: 1")]
    [InlineData("string(arg: true)", "String cannot represent a non string value: true")]
    [InlineData("string(arg: BAR)", "String cannot represent a non string value: BAR")]
    [InlineData("float(arg: \"3.3\")", "Float cannot represent non numeric value: \"3.3\"")]
    [InlineData("float(arg: 1e999)", "Float cannot represent non numeric value: 1e999")]
    [InlineData("boolean(arg: 2)", "Boolean cannot represent a non boolean value: 2")]
    [InlineData("boolean(arg: \"true\")", "Boolean cannot represent a non boolean value: \"true\"")]
    [InlineData("id(arg: 1.0)", "ID cannot represent a non-string and non-integer value: 1.0")]
    [InlineData("id(arg: SOMETHING)", "ID cannot represent a non-string and non-integer value: SOMETHING")]
    [InlineData("colour(arg: 2)", "Enum \"Colour\" cannot represent non-enum value: 2.")]
    [InlineData(
        "colour(arg: \"RED\")",
        "Enum \"Colour\" cannot represent non-enum value: \"RED\". Did you mean the enum value \"RED\" or \"GREEN\"?"
    )]
    [InlineData("colour(arg: PURPLE)", "Value \"PURPLE\" does not exist in \"Colour\" enum.")]
    [InlineData("colour(arg: red)", "Value \"red\" does not exist in \"Colour\" enum. Did you mean the enum value \"RED\"?")]
    [InlineData("list(arg: 1)", "String cannot represent a non string value: 1")]
    [InlineData("nonNullInt(arg: null)", "Expected value of type \"Int!\", found null.")]
    [InlineData("measure(arg: 1)", "Expected value of type \"Measure\", found 1.")]
    [InlineData("measure(arg: [])", "Expected value of type \"Measure\", found [].")]
    [InlineData("key(arg: {})", "OneOf Input Object \"Key\" must specify exactly one key.")]
    [InlineData("key(arg: { id: 1, name: \"a\" })", "OneOf Input Object \"Key\" must specify exactly one key.")]
    [InlineData("key(arg: { id: null })", "Field \"Key.id\" must be non-null.")]
    [InlineData("even(arg: 3)", "Expected value of type \"Even\", found 3; It is odd.")]
    public void Another_value_is_reported_where_it_stands(string field, string problem)
    {
        string text = $"{{ arguments {{ {field} }} }}";
        int column = text.IndexOf("arg:", StringComparison.Ordinal) + 6;
        ShouldReject(text, $"{problem} (1:{column})");
    }

    [Fact]
    public void Items_and_fields_are_reported_by_themselves() =>
        ShouldReject(
            "{ arguments { list(arg: [\"a\", 2]) nonNullList(arg: [null]) measure(arg: { required: \"a\", nonNull: null, txt: 1, inner: {} }) } }",
            "String cannot represent a non string value: 2 (1:31)",
            "Expected value of type \"String!\", found null. (1:53)",
            "Boolean cannot represent a non boolean value: \"a\" (1:85)",
            "Expected value of type \"Boolean!\", found null. (1:99)",
            "Field \"txt\" is not defined by type \"Measure\". Did you mean \"text\"? (1:105)",
            "Field \"Measure.required\" of required type \"Boolean!\" was not provided. (1:120)"
        );

    [Fact]
    public void Directives_and_defaults_are_looked_at_too() =>
        ShouldReject(
            "query ($a: Int = \"x\", $b: Measure = { number: true }, $c: Int! = null) { chair @skip(if: 1) { legs } }",
            "Int cannot represent non-integer value: \"x\" (1:18)",
            "Field \"Measure.required\" of required type \"Boolean!\" was not provided. (1:37)",
            "Int cannot represent non-integer value: true (1:47)",
            "Expected value of type \"Int!\", found null. (1:66)",
            "Boolean cannot represent a non boolean value: 1 (1:90)"
        );

    [Fact]
    public void A_list_has_a_limit() =>
        ShouldReject(
            "{ arguments { list(arg: [\"\", \"\", \"\", \"\", \"\", \"\"]) } }",
            "A list of 6 items exceeds the limit of 5. (1:25)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new ValuesAreOfCorrectType(context);
}
