using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.8.2", "Variables are input types")]
public class VariablesAreInputTypesTests : RuleTests
{
    [Fact]
    public void Input_types_are_fine() => ShouldAccept("query ($a: String, $b: [Boolean!]!, $c: Measure, $d: Colour, $e: Unknown) { a }");

    [Fact]
    public void Output_types_are_not() =>
        ShouldReject(
            "query ($a: Chair, $b: [[ChairOrTable!]]!, $c: Named) { a }",
            "Variable \"$a\" cannot be non-input type \"Chair\". (1:12)",
            "Variable \"$b\" cannot be non-input type \"[[ChairOrTable!]]!\". (1:23)",
            "Variable \"$c\" cannot be non-input type \"Named\". (1:47)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new VariablesAreInputTypes(context);
}
