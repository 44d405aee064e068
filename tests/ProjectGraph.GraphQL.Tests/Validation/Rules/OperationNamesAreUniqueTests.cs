using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.2.2.1", "Operation names are unique")]
public class OperationNamesAreUniqueTests : RuleTests
{
    [Theory]
    [InlineData("fragment F on T { a }")]
    [InlineData("{ a }")]
    [InlineData("query A { a } query B { a } mutation C { a }")]
    [InlineData("query F { ...F } fragment F on T { a }")]
    public void Different_names_are(string text) => ShouldAccept(text);

    [Theory]
    [InlineData("query A { a } query A { b }", 21)]
    [InlineData("query A { a } mutation A { b }", 24)]
    [InlineData("query A { a } subscription A { b }", 28)]
    public void Equal_names_are_not(string text, int column) =>
        ShouldReject(text, $"There can be only one operation named \"A\". (1:7) (1:{column})");

    private protected override ValidationRule Create(ValidationContext context) => new OperationNamesAreUnique(context);
}
