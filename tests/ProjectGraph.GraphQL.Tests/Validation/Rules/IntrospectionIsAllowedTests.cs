using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5", "Introspection is allowed")]
public class IntrospectionIsAllowedTests : RuleTests
{
    private protected override ValidationLimits Limits => new() { AllowIntrospection = false };

    [Fact]
    public void Typename_is_always_allowed() => ShouldAccept("{ __typename chair { __typename } }");

    [Fact]
    public void Where_it_is_switched_off_the_field_is_named() =>
        ShouldReject(
            "{ __schema { types { name } } ...F } fragment F on Query { t: __type(name: \"a\") { name } }",
            "GraphQL introspection has been disabled, but the requested query contained the field \"__schema\". (1:3)",
            "GraphQL introspection has been disabled, but the requested query contained the field \"__type\". (1:60)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new IntrospectionIsAllowed(context);
}
