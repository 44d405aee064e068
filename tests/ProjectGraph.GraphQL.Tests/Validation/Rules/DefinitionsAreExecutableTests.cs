using ProjectGraph.GraphQL.Validation;
using ProjectGraph.GraphQL.Validation.Rules;

namespace ProjectGraph.GraphQL.Tests.Validation.Rules;

[Spec("5.1.1", "Definitions are executable")]
public class DefinitionsAreExecutableTests : RuleTests
{
    [Fact]
    public void Operations_and_fragments_are() =>
        ShouldAccept("{ chair { ...F } } fragment F on Chair { legs } mutation { paint { legs } }");

    [Fact]
    public void Type_system_definitions_are_not() =>
        ShouldReject(
            "{ a } type Cow { name: String } extend type Chair { x: Int } schema { query: Q } directive @d on FIELD",
            "The \"Cow\" definition is not executable. (1:7)",
            "The \"Chair\" definition is not executable. (1:33)",
            "The schema definition is not executable. (1:62)",
            "The \"d\" definition is not executable. (1:82)"
        );

    private protected override ValidationRule Create(ValidationContext context) => new DefinitionsAreExecutable(context);
}
