using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.5.2.2", "Fragments do not form cycles")]
public class FragmentsDoNotFormCyclesTests : RuleTests
{
    [Theory]
    [InlineData("fragment A on T { ...B } fragment B on T { ...C } fragment C on T { a }")]
    [InlineData("fragment A on T { ...B ...B } fragment B on T { a }")]
    [InlineData("fragment A on T { ...B ...C } fragment B on T { ...C } fragment C on T { a }")]
    [InlineData("fragment A on T { ...Unknown }")]
    public void Spreading_another_is_fine(string text) => ShouldAccept(text);

    [Theory]
    [InlineData("fragment A on T { ...A }", "Cannot spread fragment \"A\" within itself. (1:19)")]
    [InlineData("fragment A on T { a { ... on T { ...A } } }", "Cannot spread fragment \"A\" within itself. (1:34)")]
    [InlineData("fragment A on T { ...B } fragment B on T { ...A }", "Cannot spread fragment \"A\" within itself via \"B\". (1:19) (1:44)")]
    [InlineData(
        "fragment A on T { ...B } fragment B on T { ...C } fragment C on T { ...B }",
        "Cannot spread fragment \"B\" within itself via \"C\". (1:44) (1:69)"
    )]
    public void A_cycle_is_named_with_its_way(string text, string error) => ShouldReject(text, error);

    [Fact]
    public void Several_cycles_are_all_reported() =>
        ShouldReject(
            "fragment A on T { ...B ...C } fragment B on T { ...A } fragment C on T { ...A ...C }",
            "Cannot spread fragment \"A\" within itself via \"B\". (1:19) (1:49)",
            "Cannot spread fragment \"A\" within itself via \"C\". (1:24) (1:74)",
            "Cannot spread fragment \"C\" within itself. (1:79)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new FragmentsDoNotFormCycles(context);
}
