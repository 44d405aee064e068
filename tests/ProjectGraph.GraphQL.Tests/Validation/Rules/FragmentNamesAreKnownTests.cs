using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.5.2.1", "Fragment names are known")]
public class FragmentNamesAreKnownTests : RuleTests
{
    [Fact]
    public void Known_ones_are_fine() => ShouldAccept("{ ...A ... on T { ...A } } fragment A on T { a }");

    [Fact]
    public void Unknown_fragment_is_reported_at_its_spread() =>
        ShouldReject(
            "{ ...A ... on T { ...B } } fragment C on T { ...D }",
            "Unknown fragment \"A\". (1:6)",
            "Unknown fragment \"B\". (1:22)",
            "Unknown fragment \"D\". (1:49)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new FragmentNamesAreKnown(context);
}
