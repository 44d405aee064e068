using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.5.1.4", "Fragments are used")]
public class FragmentsAreUsedTests : RuleTests
{
    [Fact]
    public void Used_ones_are_fine() =>
        ShouldAccept("query A { ...A } query B { b { ...B } } fragment A on T { ...C } fragment B on T { b } fragment C on T { c }");

    [Fact]
    public void Unused_ones_are_reported_even_when_they_use_each_other() =>
        ShouldReject(
            "{ ...A } fragment A on T { a } fragment B on T { ...C } fragment C on T { ...B }",
            "Fragment \"B\" is never used. (1:32)",
            "Fragment \"C\" is never used. (1:57)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new FragmentsAreUsed(context);
}
