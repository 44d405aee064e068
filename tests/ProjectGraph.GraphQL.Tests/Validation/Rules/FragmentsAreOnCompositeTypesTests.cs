using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.5.1.3", "Fragments are on composite types")]
public class FragmentsAreOnCompositeTypesTests : RuleTests
{
    [Theory]
    [InlineData("fragment F on Chair { legs }")]
    [InlineData("fragment F on Named { name }")]
    [InlineData("fragment F on ChairOrTable { __typename }")]
    [InlineData("fragment F on Named { ... on Chair { legs } ... { name } }")]
    [InlineData("fragment F on Unknown { a }")]
    public void Composite_types_are_fine(string text) => ShouldAccept(text);

    [Theory]
    [InlineData("Boolean")]
    [InlineData("Colour")]
    [InlineData("Measure")]
    public void Others_are_not(string type)
    {
        ShouldReject($"fragment F on {type} {{ bad }}", $"Fragment \"F\" cannot condition on non composite type \"{type}\". (1:15)");
        ShouldReject($"{{ ... on {type} {{ bad }} }}", $"Fragment cannot condition on non composite type \"{type}\". (1:10)");
    }

    private protected override ValidationRule Create(ValidationContext context) => new FragmentsAreOnCompositeTypes(context);
}
