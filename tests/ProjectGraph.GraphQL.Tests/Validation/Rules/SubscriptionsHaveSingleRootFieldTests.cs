using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.2.4.1", "Subscriptions have single root field")]
public class SubscriptionsHaveSingleRootFieldTests : RuleTests
{
    [Theory]
    [InlineData("subscription S { painted { legs } }")]
    [InlineData(
        "subscription S { ...F } fragment F on Subscription { painted { legs } ...G } fragment G on Subscription { painted { name } }"
    )]
    [InlineData("subscription S { painted { legs name } painted { colour } }")]
    [InlineData("subscription S { painted { legs @skip(if: $a) } }")]
    [InlineData("query Q { chair { legs } table { legs } }")]
    public void One_field_however_often_is_fine(string text) => ShouldAccept(text);

    [Fact]
    public void Several_fields_are_not() =>
        ShouldReject(
            "subscription S { painted { legs } built { legs } more: built { legs } }",
            "Subscription \"S\" must select only one top level field. (1:35) (1:50)"
        );

    [Fact]
    public void An_anonymous_one_is_called_that() =>
        ShouldReject(
            "subscription { painted { legs } ...F } fragment F on Subscription { built { legs } }",
            "Anonymous Subscription must select only one top level field. (1:69)"
        );

    [Fact]
    public void Introspection_is_no_event() =>
        ShouldReject("subscription { __typename }", "Anonymous Subscription must not select an introspection top level field. (1:16)");

    [Fact]
    public void Introspection_beside_an_event_is_reported_twice() =>
        ShouldReject(
            "subscription S { painted { legs } __typename }",
            "Subscription \"S\" must select only one top level field. (1:35)",
            "Subscription \"S\" must not select an introspection top level field. (1:35)"
        );

    [Fact]
    public void Conditions_are_not_allowed_on_it() =>
        ShouldReject(
            "subscription S($a: Boolean!) { painted @skip(if: $a) { legs } built @include(if: $a) { legs } }",
            "Subscription \"S\" must not use `@skip` or `@include` directives in the top level selection. (1:40) (1:69)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new SubscriptionsHaveSingleRootField(context);
}
