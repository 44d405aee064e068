using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.4.1", "Argument names are known")]
public class ArgumentNamesAreKnownTests : RuleTests
{
    [Fact]
    public void Known_ones_are_fine() =>
        ShouldAccept(
            "{ chair { at(y: 1, x: 2) isOf(colour: RED) @skip(if: true) } unknown(a: 1) arguments { int(arg: 1) @unknown(a: 1) } }"
        );

    [Theory]
    [InlineData("{ chair { isOf(color: RED) } }", "Unknown argument \"color\" on field \"Chair.isOf\". Did you mean \"colour\"? (1:16)")]
    [InlineData("{ chair { isOf(unrelated: RED) } }", "Unknown argument \"unrelated\" on field \"Chair.isOf\". (1:16)")]
    [InlineData("{ chair { legs @skip(iff: true) } }", "Unknown argument \"iff\" on directive \"@skip\". Did you mean \"if\"? (1:22)")]
    [InlineData("{ named { name(unless: true) } }", "Unknown argument \"unless\" on field \"Named.name\". (1:16)")]
    public void Others_are_reported(string text, string error) => ShouldReject(text, error);

    private protected override ValidationRule Create(ValidationContext context) => new ArgumentNamesAreKnown(context);
}
