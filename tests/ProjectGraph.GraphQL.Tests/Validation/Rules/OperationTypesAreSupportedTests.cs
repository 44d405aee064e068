using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.2.1.1", "Operation types are supported")]
public class OperationTypesAreSupportedTests : RuleTests
{
    [Fact]
    public void A_kind_with_a_root_is() => ShouldAccept("query A { a } mutation B { a } subscription C { a }");

    private protected override ValidationRule Create(ValidationContext context) => new OperationTypesAreSupported(context);
}
