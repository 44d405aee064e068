using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.8.3", "Variables are defined")]
public class VariablesAreDefinedTests : RuleTests
{
    [Theory]
    [InlineData("query Q($a: Int) { f(a: $a) { g(a: [{ b: $a }]) @skip(if: $a) } }")]
    [InlineData("query Q($a: Int) { ...F } fragment F on T { ...G } fragment G on T { f(a: $a) }")]
    [InlineData("query Q($a: Int) { ...F } query R($a: Int) { ...F } fragment F on T { f(a: $a) ...F }")]
    public void Defined_ones_are_fine(string text) => ShouldAccept(text);

    [Theory]
    [InlineData("query Q { f(a: $a) }", "Variable \"$a\" is not defined by operation \"Q\". (1:16) (1:1)")]
    [InlineData("{ f(a: $a) }", "Variable \"$a\" is not defined. (1:8) (1:1)")]
    [InlineData(
        "query Q($b: Int) { ...F } fragment F on T { f(a: $a) }",
        "Variable \"$a\" is not defined by operation \"Q\". (1:50) (1:1)"
    )]
    public void Others_are_not(string text, string error) => ShouldReject(text, error);

    [Fact]
    public void Each_operation_is_checked_separately() =>
        ShouldReject(
            "query A { ...F } query B($a: Int) { ...F } query C { ...F } fragment F on T { f(a: $a) }",
            "Variable \"$a\" is not defined by operation \"A\". (1:84) (1:1)",
            "Variable \"$a\" is not defined by operation \"C\". (1:84) (1:44)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new VariablesAreDefined(context);
}
