using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.4.2", "Argument names are unique")]
public class ArgumentNamesAreUniqueTests : RuleTests
{
    [Fact]
    public void Different_names_are() => ShouldAccept("{ a(x: 1, y: 1) @d(x: 1) b(x: 1) }");

    [Fact]
    public void Equal_names_are_not() =>
        ShouldReject(
            "{ a(x: 1, x: 2, x: 3) @d(y: 1, y: 2) }",
            "There can be only one argument named \"x\". (1:5) (1:11) (1:17)",
            "There can be only one argument named \"y\". (1:26) (1:32)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new ArgumentNamesAreUnique(context);
}
