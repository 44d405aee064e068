using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.7.1", "Directives are known")]
public class DirectivesAreKnownTests : RuleTests
{
    [Fact]
    public void Known_ones_in_their_places_are_fine() =>
        ShouldAccept(
            """
            query ($a: Boolean @onVariable) @onQuery { a @onField ...F @onFragmentSpread @include(if: $a) ... @onInlineFragment @skip(if: $a) { b } }
            fragment F on T @onFragmentDefinition { a }
            mutation @onMutation { a }
            subscription @onSubscription { a }
            """
        );

    [Fact]
    public void Unknown_ones_are_reported() =>
        ShouldReject("{ a @unknown(b: 1) { b @other } }", "Unknown directive \"@unknown\". (1:5)", "Unknown directive \"@other\". (1:24)");

    [Fact]
    public void Misplaced_ones_are_reported() =>
        ShouldReject(
            "query ($a: Int @onField) @include(if: true) { a @onQuery ...F @onField } fragment F on T @onVariable { a }",
            "Directive \"@onField\" may not be used on VARIABLE_DEFINITION. (1:16)",
            "Directive \"@include\" may not be used on QUERY. (1:26)",
            "Directive \"@onQuery\" may not be used on FIELD. (1:49)",
            "Directive \"@onField\" may not be used on FRAGMENT_SPREAD. (1:63)",
            "Directive \"@onVariable\" may not be used on FRAGMENT_DEFINITION. (1:90)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new DirectivesAreKnown(context);
}
