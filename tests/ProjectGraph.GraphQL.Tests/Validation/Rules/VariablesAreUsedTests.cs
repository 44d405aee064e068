using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.8.4", "Variables are used")]
public class VariablesAreUsedTests : RuleTests
{
    [Theory]
    [InlineData("query Q($a: Int, $b: Int) { f(a: $a) { g @skip(if: $b) } }")]
    [InlineData("query Q($a: Int) { ...F } fragment F on T { ...G } fragment G on T { f(a: { b: [$a] }) }")]
    [InlineData("query Q($a: Int) { ...F } fragment F on T { ...F f(a: $a) }")]
    public void Used_ones_are_fine(string text) => ShouldAccept(text);

    [Fact]
    public void Unused_ones_are_reported() =>
        ShouldReject(
            "query Q($a: Int, $b: Int = 1, $c: Int) { ...F } fragment F on T { f(a: $b) } fragment G on T { f(a: $c) }",
            "Variable \"$a\" is never used in operation \"Q\". (1:9)",
            "Variable \"$c\" is never used in operation \"Q\". (1:31)"
        );

    [Fact]
    public void An_anonymous_operation_is_not_named() => ShouldReject("query ($a: Int) { a }", "Variable \"$a\" is never used. (1:8)");

    private protected override ValidationRule Create(ValidationContext context) => new VariablesAreUsed(context);
}
