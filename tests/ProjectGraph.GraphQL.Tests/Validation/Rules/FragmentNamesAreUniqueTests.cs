using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.5.1.1", "Fragment names are unique")]
public class FragmentNamesAreUniqueTests : RuleTests
{
    [Fact]
    public void Different_names_are() => ShouldAccept("{ ...A ...B } fragment A on T { a } fragment B on T { b }");

    [Fact]
    public void Equal_names_are_not() =>
        ShouldReject("{ ...A } fragment A on T { a } fragment A on T { b }", "There can be only one fragment named \"A\". (1:19) (1:41)");

    private protected override ValidationRule Create(ValidationContext context) => new FragmentNamesAreUnique(context);
}
