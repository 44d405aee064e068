using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.5.1.2", "Type names are known")]
public class TypeNamesAreKnownTests : RuleTests
{
    [Fact]
    public void Known_ones_are_fine() =>
        ShouldAccept(
            "query ($a: String, $b: [Measure!]!) { named { ... on Chair { legs } ...F ... { name } } } fragment F on Person { name }"
        );

    [Fact]
    public void Unknown_ones_are_reported_with_a_suggestion() =>
        ShouldReject(
            "query ($a: JumbledUpLetters) { named { ... on Chiar { legs } ...F } } fragment F on Perrson { name }",
            "Unknown type \"JumbledUpLetters\". (1:12)",
            "Unknown type \"Chiar\". Did you mean \"Chair\" or \"Thing\"? (1:47)",
            "Unknown type \"Perrson\". Did you mean \"Person\"? (1:85)"
        );

    [Fact]
    public void Introspection_types_are_known() => ShouldAccept("{ __schema { types { ... on __Type { name } } } }");

    private protected override ValidationRule Create(ValidationContext context) => new TypeNamesAreKnown(context);
}
