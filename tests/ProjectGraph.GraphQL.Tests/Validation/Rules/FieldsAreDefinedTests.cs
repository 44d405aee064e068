using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.3.1", "Fields are defined")]
public class FieldsAreDefinedTests : RuleTests
{
    [Theory]
    [InlineData("fragment F on Chair { __typename legs }")]
    [InlineData("fragment F on Chair { tn: __typename other: legs }")]
    [InlineData("fragment F on Thing { __typename name }")]
    [InlineData("fragment F on ChairOrTable { __typename ... on Chair { legs } }")]
    [InlineData("fragment F on Unknown { unknown }")]
    [InlineData("{ __schema { queryType { name } } __type(name: \"a\") { name } }")]
    public void Defined_ones_are_fine(string text) => ShouldAccept(text);

    [Theory]
    [InlineData("fragment F on Chair { xyzzyx }", "Cannot query field \"xyzzyx\" on type \"Chair\". (1:23)")]
    [InlineData("fragment F on Chair { leg }", "Cannot query field \"leg\" on type \"Chair\". Did you mean \"legs\"? (1:23)")]
    [InlineData("fragment F on Chair { x: leg }", "Cannot query field \"leg\" on type \"Chair\". Did you mean \"legs\"? (1:23)")]
    [InlineData(
        "fragment F on Chair { colour2 }",
        "Cannot query field \"colour2\" on type \"Chair\". Did you mean \"colour\" or \"colours\"? (1:23)"
    )]
    [InlineData("fragment F on Chair { ... on Table { colour } }", "Cannot query field \"colour\" on type \"Table\". (1:38)")]
    [InlineData(
        "fragment F on Thing { width }",
        "Cannot query field \"width\" on type \"Thing\". Did you mean to use an inline fragment on \"Table\"? (1:23)"
    )]
    [InlineData(
        "fragment F on Thing { legs }",
        "Cannot query field \"legs\" on type \"Thing\". Did you mean to use an inline fragment on \"Chair\" or \"Table\"? (1:23)"
    )]
    [InlineData(
        "fragment F on ChairOrTable { name }",
        "Cannot query field \"name\" on type \"ChairOrTable\". Did you mean to use an inline fragment on \"Named\", \"Thing\", \"Chair\", or \"Table\"? (1:30)"
    )]
    [InlineData("fragment F on Chair { __schema { a } }", "Cannot query field \"__schema\" on type \"Chair\". (1:23)")]
    [InlineData("{ chair { unknown { deeper } } }", "Cannot query field \"unknown\" on type \"Chair\". (1:11)")]
    public void Others_are_reported_where_they_stand(string text, string error) => ShouldReject(text, error);

    private protected override ValidationRule Create(ValidationContext context) => new FieldsAreDefined(context);
}
