using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5", "Introspection is not too deep")]
public class IntrospectionIsNotTooDeepTests : RuleTests
{
    [Fact]
    public void What_tools_ask_is_fine() => Accepts(
        "{ __schema { types { fields { args { type { ofType { ofType { ofType { name } } } } } type { name } } inputFields { type { name } } } } }");

    [Theory]
    [InlineData("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }")]
    [InlineData("{ __type(name: \"A\") { a: possibleTypes { b: interfaces { c: fields { name } } } } }")]
    public void Lists_of_lists_of_lists_are_not(string text) => Refuses(text, "Maximum introspection depth exceeded (1:3)");

    [Fact]
    public void Fragments_hide_nothing() => Refuses(
        "{ __schema { types { ...F } } } fragment F on __Type { fields { type { ...G } } } fragment G on __Type { fields { type { fields { name } } } }",
        "Maximum introspection depth exceeded (1:3)");

    private protected override ValidationRule Create(ValidationContext context) => new IntrospectionIsNotTooDeep(context);
}
