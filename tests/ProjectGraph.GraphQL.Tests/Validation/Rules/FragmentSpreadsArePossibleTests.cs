using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.5.2.3", "Fragment spreads are possible")]
public class FragmentSpreadsArePossibleTests : RuleTests
{
    [Theory]
    [InlineData("fragment F on Chair { ... on Chair { legs } }")]
    [InlineData("fragment F on Thing { ... on Chair { legs } }")]
    [InlineData("fragment F on Chair { ... on Thing { name } ... on Named { name } }")]
    [InlineData("fragment F on ChairOrTable { ... on Chair { legs } ... on Thing { name } }")]
    [InlineData("fragment F on Named { ... on ChairOrTable { __typename } ... on Maker { __typename } }")]
    [InlineData("fragment F on Thing { ... on Named { name } }")]
    [InlineData("fragment F on Chair { ... { legs } ...Unknown }")]
    [InlineData("fragment F on Chair { ... on Unknown { a } ... on Colour { a } }")]
    public void Types_that_share_an_object_are_fine(string text) => ShouldAccept(text);

    [Theory]
    [InlineData(
        "fragment F on Chair { ... on Table { legs } }",
        "Fragment cannot be spread here as objects of type \"Chair\" can never be of type \"Table\". (1:23)"
    )]
    [InlineData(
        "fragment F on Thing { ... on Person { name } }",
        "Fragment cannot be spread here as objects of type \"Thing\" can never be of type \"Person\". (1:23)"
    )]
    [InlineData(
        "fragment F on ChairOrTable { ... on Maker { __typename } }",
        "Fragment cannot be spread here as objects of type \"ChairOrTable\" can never be of type \"Maker\". (1:30)"
    )]
    [InlineData(
        "fragment F on Chair { ...T } fragment T on Table { legs }",
        "Fragment \"T\" cannot be spread here as objects of type \"Chair\" can never be of type \"Table\". (1:23)"
    )]
    public void Others_are_not(string text, string error) => ShouldReject(text, error);

    private protected override ValidationRule Create(ValidationContext context) => new FragmentSpreadsArePossible(context);
}
