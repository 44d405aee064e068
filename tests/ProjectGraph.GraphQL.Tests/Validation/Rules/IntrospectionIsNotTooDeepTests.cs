using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5", "Introspection is not too deep")]
public class IntrospectionIsNotTooDeepTests : RuleTests
{
    [Fact]
    public void Introspection_queries_of_tools_are_accepted() =>
        ShouldAccept(
            "{ __schema { types { fields { args { type { ofType { ofType { ofType { name } } } } } type { name } } inputFields { type { name } } } } }"
        );

    [Theory]
    [InlineData("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }")]
    [InlineData("{ __type(name: \"A\") { a: possibleTypes { b: interfaces { c: fields { name } } } } }")]
    public void Lists_of_lists_of_lists_are_not(string text) => ShouldReject(text, "Maximum introspection depth exceeded (1:3)");

    [Fact]
    public void Introspection_in_fragments_is_detected() =>
        ShouldReject(
            "{ __schema { types { ...F } } } fragment F on __Type { fields { type { ...G } } } fragment G on __Type { fields { type { fields { name } } } }",
            "Maximum introspection depth exceeded (1:3)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new IntrospectionIsNotTooDeep(context);
}
