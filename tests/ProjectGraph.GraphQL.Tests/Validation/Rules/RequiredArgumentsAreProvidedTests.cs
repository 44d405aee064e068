using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.4.3", "Required arguments are provided")]
public class RequiredArgumentsAreProvidedTests : RuleTests
{
    [Fact]
    public void Given_defaulted_and_optional_ones_are_fine() =>
        ShouldAccept("{ arguments { two(b: 2, a: 1) twoOptional(a: 1) int withDefault legs @needs(what: \"x\") } unknown }");

    [Fact]
    public void Missing_ones_are_reported_one_by_one() =>
        ShouldReject(
            "{ arguments { two nonNullInt int @needs } chair @include { legs } }",
            "Field \"two\" argument \"a\" of type \"Int!\" is required, but it was not provided. (1:15)",
            "Field \"two\" argument \"b\" of type \"Int!\" is required, but it was not provided. (1:15)",
            "Field \"nonNullInt\" argument \"arg\" of type \"Int!\" is required, but it was not provided. (1:19)",
            "Directive \"@needs\" argument \"what\" of type \"String!\" is required, but it was not provided. (1:34)",
            "Directive \"@include\" argument \"if\" of type \"Boolean!\" is required, but it was not provided. (1:49)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new RequiredArgumentsAreProvided(context);
}
