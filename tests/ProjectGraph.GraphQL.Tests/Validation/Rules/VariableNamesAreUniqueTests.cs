using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.8.1", "Variable names are unique")]
public class VariableNamesAreUniqueTests : RuleTests
{
    [Fact]
    public void Different_names_are() => ShouldAccept("query A($a: Int, $b: Int) { a } query B($a: Int) { a }");

    [Fact]
    public void Equal_names_are_reported_once_with_all_places() =>
        ShouldReject("query A($a: Int, $a: Int, $a: Int) { a }", "There can be only one variable named \"$a\". (1:9) (1:18) (1:27)");

    private protected override ValidationRule Create(ValidationContext context) => new VariableNamesAreUnique(context);
}
