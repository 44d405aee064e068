using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Execution;

[Spec("6.4", "Errors and non-null fields")]
public class NullPropagationTests
{
    private const string Query = """
        type Query { node: Node nodeRequired: Node! }
        type Node {
          null: String nullRequired: String! fails: String failsRequired: String! failsLater: String failsLaterRequired: String!
          node: Node nodeRequired: Node!
          list: [String] listOfRequired: [String!] requiredList: [String]! failing: [String!]!
        }
        """;

    [Theory]
    [InlineData("null in a nullable field", "{ node { null } }")]
    [InlineData("error in a nullable field", "{ node { fails null } }")]
    [InlineData("later error in a nullable field", "{ node { failsLater null } }")]
    [InlineData("null in a required field", "{ node { nullRequired } }")]
    [InlineData("error two levels down", "{ node { node { failsRequired } null } }")]
    [InlineData("later error in a required chain", "{ node { nodeRequired { failsLaterRequired } } }")]
    [InlineData("later error up to the data", "{ nodeRequired { nodeRequired { failsLaterRequired } } }")]
    [InlineData("null up to the data", "{ nodeRequired { nullRequired } }")]
    [InlineData("null in a list", "{ node { list } }")]
    [InlineData("null in a list of required items", "{ node { listOfRequired } }")]
    [InlineData("text where a list is required", "{ node { requiredList } }")]
    [InlineData("item that does not fit in a required list", "{ node { a: node { failing } null } }")]
    public async Task A_null_goes_to_the_nearest_nullable_field(string @case, string query) =>
        (await RequestRunner.GetJsonAsync(Build(), query)).ShouldMatchSnapshot(@case);

    [Fact]
    public async Task After_a_null_went_up_the_siblings_add_no_errors()
    {
        GraphQLResult result = await RequestRunner.GetResultAsync(
            Build(),
            "{ node { a: failsRequired b: failsRequired c: failsLaterRequired } }"
        );
        result.Errors.ShouldHaveSingleItem().Path.ShouldBe(["node", "a"]);
        result = await RequestRunner.GetResultAsync(Build(), "{ node { a: failsLaterRequired b: failsLaterRequired } }");
        result.Errors.ShouldHaveSingleItem();
    }

    private static Schema Build()
    {
        Schema schema = SchemaReader.Read(Query);
        NamedList<FieldDefinition> node = schema.GetObjectType("Node").Fields;
        foreach (
            FieldDefinition field in schema.QueryType.Fields.Concat(node.Where(f => f.Name.StartsWith("node", StringComparison.Ordinal)))
        )
            field.Read = _ => new object();
        node["fails"].Read = node["failsRequired"].Read = _ => throw new GraphQLException("No.");
        node["failsLater"].Resolve = node["failsLaterRequired"].Resolve = async _ =>
        {
            await Task.Yield();
            throw new GraphQLException("No.");
        };
        node["list"].Read = node["listOfRequired"].Read = _ => new[] { "a", null, "b" };
        node["requiredList"].Read = _ => "text";
        node["failing"].Read = _ => new[] { new object(), "b" };
        return schema;
    }
}
