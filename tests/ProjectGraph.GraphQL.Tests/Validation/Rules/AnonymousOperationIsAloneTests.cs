using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.2.3.1", "Anonymous operation is alone")]
public class AnonymousOperationIsAloneTests : RuleTests
{
    [Theory]
    [InlineData("{ a }")]
    [InlineData("fragment F on T { a }")]
    [InlineData("query A { a } query B { a }")]
    [InlineData("{ ...F } fragment F on T { a }")]
    public void Alone_is_fine(string text) => ShouldAccept(text);

    [Fact]
    public void Two_are_both_reported() =>
        ShouldReject(
            "{ a } { b }",
            "This anonymous operation must be the only defined operation. (1:1)",
            "This anonymous operation must be the only defined operation. (1:7)"
        );

    [Fact]
    public void Beside_a_named_one_it_is_reported() =>
        ShouldReject("{ a } mutation B { b }", "This anonymous operation must be the only defined operation. (1:1)");

    private protected override ValidationRule Create(ValidationContext context) => new AnonymousOperationIsAlone(context);
}
