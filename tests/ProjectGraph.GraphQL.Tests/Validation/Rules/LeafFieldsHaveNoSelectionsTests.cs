using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.3.3", "Leaf fields have no selections")]
public class LeafFieldsHaveNoSelectionsTests : RuleTests
{
    [Fact]
    public void A_leaf_without_is_fine() => ShouldAccept("{ chair { legs colours name(short: true) } unknown { a } }");

    [Fact]
    public void A_leaf_with_is_not() =>
        ShouldReject(
            "{ chair { legs { a } colours { b } name(short: true) @skip(if: true) { c } } }",
            "Field \"legs\" must not have a selection since type \"Int\" has no subfields. (1:16)",
            "Field \"colours\" must not have a selection since type \"[Colour]\" has no subfields. (1:30)",
            "Field \"name\" must not have a selection since type \"String\" has no subfields. (1:70)"
        );

    [Fact]
    public void An_object_without_is_not() =>
        ShouldReject(
            "{ chair person { friends } chairOrTable }",
            "Field \"chair\" of type \"Chair\" must have a selection of subfields. Did you mean \"chair { ... }\"? (1:3)",
            "Field \"friends\" of type \"[Person!]!\" must have a selection of subfields. Did you mean \"friends { ... }\"? (1:18)",
            "Field \"chairOrTable\" of type \"ChairOrTable\" must have a selection of subfields. Did you mean \"chairOrTable { ... }\"? (1:28)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new LeafFieldsHaveNoSelections(context);
}
