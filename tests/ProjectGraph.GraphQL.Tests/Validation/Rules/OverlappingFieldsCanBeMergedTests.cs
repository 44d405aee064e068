using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.3.2", "Overlapping fields can be merged")]
public class OverlappingFieldsCanBeMergedTests : RuleTests
{
    private const string Advice = "Use different aliases on the fields to fetch both if this was intentional.";

    [Theory]
    [InlineData("fragment F on Chair { name legs }")]
    [InlineData("fragment F on Chair { name name }")]
    [InlineData("fragment F on Chair { at(x: 1, y: 2) at(y: 2, x: 1) }")]
    [InlineData("fragment F on Chair { a: at(x: 1) b: at(x: 2) }")]
    [InlineData("fragment F on Chair { name @include(if: true) name @skip(if: true) }")]
    [InlineData("fragment F on Thing { ... on Chair { x: legs } ... on Table { x: legs } }")]
    [InlineData("fragment F on Thing { ... on Chair { at: at(x: 1) } ... on Table { at: width } ... on Chair { legs } }", false)]
    [InlineData("fragment F on Thing { ... on Chair { name(short: true) } ... on Table { name(short: false) } }")]
    [InlineData("fragment F on Thing { ... on Chair { made { x: colour } } ... on Table { made { y: legs } } }")]
    [InlineData("fragment F on Unknown { a: b a: b ... on Nowhere { a: b } }")]
    [InlineData("fragment F on Chair { x: unknown x: unknown }")]
    [InlineData("{ ...A ...B } fragment A on Query { chair { legs } } fragment B on Query { chair { name } ...A }")]
    [InlineData("query ($m: Measure) { arguments { measure(arg: { number: 1, text: \"a\" }) measure(arg: { text: \"a\", number: 1 }) } }")]
    public void Equal_fields_are_merged(string text, bool fine = true)
    {
        if (fine)
            ShouldAccept(text);
        else
            Should.Throw<ShouldAssertException>(() => ShouldAccept(text));
    }

    [Theory]
    [InlineData("fragment F on Chair { x: name x: legs }", "\"name\" and \"legs\" are different fields", "(1:23) (1:31)")]
    [InlineData("fragment F on Chair { name: legs name }", "\"legs\" and \"name\" are different fields", "(1:23) (1:34)")]
    [InlineData("fragment F on Chair { at at(x: 1) }", "they have differing arguments", "(1:23) (1:26)")]
    [InlineData("fragment F on Chair { at(x: 1) at(x: 2) }", "they have differing arguments", "(1:23) (1:32)")]
    [InlineData("fragment F on Chair { at(x: 1) at(y: 1) }", "they have differing arguments", "(1:23) (1:32)")]
    [InlineData(
        "fragment F on Thing { ... on Chair { x: legs } ... on Person { x: legs } }",
        "they return conflicting types \"Int\" and \"String\"",
        "(1:38) (1:64)"
    )]
    [InlineData(
        "fragment F on Named { ... on Chair { x: legs } ... on Chair { x: legsRequired } }",
        "\"legs\" and \"legsRequired\" are different fields",
        "(1:38) (1:63)"
    )]
    [InlineData(
        "fragment F on Named { ... on Chair { x: legsRequired } ... on Table { x: legs } }",
        "they return conflicting types \"Int!\" and \"Int\"",
        "(1:38) (1:71)"
    )]
    [InlineData(
        "fragment F on Named { ... on Chair { x: colours } ... on Table { x: legs } }",
        "they return conflicting types \"[Colour]\" and \"Int\"",
        "(1:38) (1:66)"
    )]
    [InlineData(
        "fragment F on Named { ... on Chair { x: made { name } } ... on Table { x: legs } }",
        "they return conflicting types \"Chair\" and \"Int\"",
        "(1:38) (1:72)"
    )]
    [InlineData("fragment F on Thing { x: name ... on Chair { x: legs } }", "\"name\" and \"legs\" are different fields", "(1:23) (1:46)")]
    public void What_does_not_is_reported_with_both_places(string text, string reason, string places)
    {
        string name =
            text.Contains("x: ", StringComparison.Ordinal) && !text.Contains("at(", StringComparison.Ordinal) ? "x"
            : text.Contains("at", StringComparison.Ordinal) && text.Contains("(x", StringComparison.Ordinal) ? "at"
            : "name";
        ShouldReject(text, $"Fields \"{name}\" conflict because {reason}. {Advice} {places}");
    }

    [Fact]
    public void Conflicts_in_fragments_are_found_once() =>
        ShouldReject(
            "{ chair { ...A ...B } other: chair { ...B ...A } } fragment A on Chair { x: name } fragment B on Chair { x: legs }",
            $"Fields \"x\" conflict because \"name\" and \"legs\" are different fields. {Advice} (1:74) (1:106)"
        );

    [Fact]
    public void A_conflict_below_names_the_way_to_it() =>
        ShouldReject(
            "{ chair { x: name } chair { x: legs } }",
            $"Fields \"chair\" conflict because subfields \"x\" conflict because \"name\" and \"legs\" are different fields. {Advice} (1:3) (1:11) (1:21) (1:29)"
        );

    [Fact]
    public void Several_conflicts_below_are_one() =>
        ShouldReject(
            "{ chair { x: name y: legs } chair { x: legs y: name } }",
            "Fields \"chair\" conflict because subfields \"x\" conflict because \"name\" and \"legs\" are different fields and subfields \"y\" "
                + $"conflict because \"legs\" and \"name\" are different fields. {Advice} (1:3) (1:11) (1:19) (1:29) (1:37) (1:45)"
        );

    [Fact]
    public void A_deep_conflict_is_reported_at_the_nearest_common_field() =>
        ShouldReject(
            "{ chair { made { x: name } made { x: legs } } }",
            $"Fields \"made\" conflict because subfields \"x\" conflict because \"name\" and \"legs\" are different fields. {Advice} (1:11) (1:18) (1:28) (1:35)"
        );

    [Fact]
    public void Shapes_below_different_object_types_must_agree() =>
        ShouldReject(
            "{ thing { ... on Chair { x: made { y: name } } ... on Table { x: made { y: legs } } } }",
            "Fields \"x\" conflict because subfields \"y\" conflict because they return conflicting types \"String\" and \"Int\". "
                + $"{Advice} (1:26) (1:36) (1:63) (1:73)"
        );

    [Fact]
    public void A_fragment_that_no_operation_uses_is_looked_at() =>
        ShouldReject(
            "{ chair { legs } } fragment F on Chair { x: name x: legs }",
            $"Fields \"x\" conflict because \"name\" and \"legs\" are different fields. {Advice} (1:42) (1:50)"
        );

    [Theory]
    [InlineData("fragment F on Chair { made { ...F } }")]
    [InlineData("fragment F on Chair { ...F name x: legs }")]
    public void Fragment_cycles_are_left_to_their_own_rule(string text) => ShouldAccept(text);

    private protected override ValidationRule Create(ValidationContext context) => new OverlappingFieldsCanBeMerged(context);
}
