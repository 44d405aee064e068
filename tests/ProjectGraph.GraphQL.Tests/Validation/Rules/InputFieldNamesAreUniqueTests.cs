using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.6.3", "Input field names are unique")]
public class InputFieldNamesAreUniqueTests : RuleTests
{
    [Fact]
    public void Different_names_are() => ShouldAccept("{ a(x: { b: 1, c: { b: 1 } }, y: { b: 1 }) }");

    [Fact]
    public void Equal_names_are_not() =>
        ShouldReject(
            "{ a(x: { b: 1, b: 2, b: 3, c: { d: 1, d: 2 } }) }",
            "There can be only one input field named \"b\". (1:10) (1:16)",
            "There can be only one input field named \"b\". (1:10) (1:22)",
            "There can be only one input field named \"d\". (1:33) (1:39)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new InputFieldNamesAreUnique(context);
}
