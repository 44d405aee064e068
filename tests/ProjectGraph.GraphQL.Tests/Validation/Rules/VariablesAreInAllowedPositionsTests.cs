using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.8.5", "Variables are in allowed positions")]
public class VariablesAreInAllowedPositionsTests : RuleTests
{
    [Theory]
    [InlineData("$v: Boolean", "boolean(arg: $v)")]
    [InlineData("$v: Boolean!", "boolean(arg: $v)")]
    [InlineData("$v: Boolean!", "nonNullBoolean(arg: $v)")]
    [InlineData("$v: Boolean = false", "nonNullBoolean(arg: $v)")]
    [InlineData("$v: Int", "withDefault(arg: $v)")]
    [InlineData("$v: [String]", "list(arg: $v)")]
    [InlineData("$v: [String!]", "list(arg: $v)")]
    [InlineData("$v: String", "list(arg: [$v])")]
    [InlineData("$v: String!", "nonNullList(arg: [$v])")]
    [InlineData("$v: Measure", "measure(arg: $v)")]
    [InlineData("$v: Boolean!", "measure(arg: { required: $v })")]
    [InlineData("$v: Boolean", "measure(arg: { required: true, nonNull: $v })")]
    [InlineData("$v: String!", "key(arg: { name: $v })")]
    [InlineData("$v: Boolean!", "int @skip(if: $v)")]
    [InlineData("$v: Boolean = true", "int @skip(if: $v)")]
    [InlineData("$v: Unknown", "int(arg: $v)")]
    [InlineData("$other: Int", "int(arg: $v)")]
    public void A_variable_that_fits_is_fine(string definition, string field) =>
        ShouldAccept($"query ({definition}) {{ arguments {{ {field} }} }}");

    [Theory]
    [InlineData("$v: Int", "nonNullInt(arg: $v)", "Int", "Int!")]
    [InlineData("$v: Int = null", "nonNullInt(arg: $v)", "Int", "Int!")]
    [InlineData("$v: String", "boolean(arg: $v)", "String", "Boolean")]
    [InlineData("$v: String", "list(arg: $v)", "String", "[String]")]
    [InlineData("$v: [String]", "nonNullList(arg: $v)", "[String]", "[String!]")]
    [InlineData("$v: [String]", "string(arg: $v)", "[String]", "String")]
    [InlineData("$v: String", "nonNullList(arg: [$v])", "String", "String!")]
    [InlineData("$v: Boolean", "measure(arg: { required: $v })", "Boolean", "Boolean!")]
    [InlineData("$v: Int", "measure(arg: { inner: { inner: { text: $v } } })", "Int", "String")]
    [InlineData("$v: Boolean", "int @skip(if: $v)", "Boolean", "Boolean!")]
    public void One_that_does_not_is_reported(string definition, string field, string type, string expected)
    {
        string text = $"query ({definition}) {{ arguments {{ {field} }} }}";
        ShouldReject(
            text,
            $"Variable \"$v\" of type \"{type}\" used in position expecting type \"{expected}\". (1:8) (1:{text.LastIndexOf('$') + 1})"
        );
    }

    [Fact]
    public void Fragments_are_looked_through() =>
        ShouldReject(
            "query Q($v: Int) { ...A } fragment A on Query { ...B } fragment B on Query { arguments { nonNullInt(arg: $v) } }",
            "Variable \"$v\" of type \"Int\" used in position expecting type \"Int!\". (1:9) (1:106)"
        );

    [Fact]
    public void OneOf_needs_a_variable_that_cannot_be_null() =>
        ShouldReject(
            "query ($v: String) { arguments { key(arg: { name: $v }) } }",
            "Variable \"$v\" is of type \"String\" but must be non-nullable to be used for OneOf Input Object \"Key\". (1:8) (1:51)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new VariablesAreInAllowedPositions(context);
}
