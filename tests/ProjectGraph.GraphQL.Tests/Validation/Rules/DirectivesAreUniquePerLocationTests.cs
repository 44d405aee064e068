using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.7.3", "Directives are unique per location")]
public class DirectivesAreUniquePerLocationTests : RuleTests
{
    [Fact]
    public void Different_places_repeatable_and_unknown_ones_are_fine() =>
        ShouldAccept("{ a @onField b @onField { c @onField } d @many @many e @unknown @unknown f @skip(if: true) @include(if: true) }");

    [Fact]
    public void Equal_ones_at_one_place_are_not() =>
        ShouldReject(
            "{ a @onField @onField @onField }",
            "The directive \"@onField\" can only be used once at this location. (1:5) (1:14)",
            "The directive \"@onField\" can only be used once at this location. (1:5) (1:23)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new DirectivesAreUniquePerLocation(context);
}
