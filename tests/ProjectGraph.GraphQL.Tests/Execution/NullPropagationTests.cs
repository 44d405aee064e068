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
    [InlineData("{ node { null } }", """{"data":{"node":{"null":null}}}""")]
    [InlineData("{ node { fails null } }", """{"errors":[{"message":"No.","locations":[{"line":1,"column":10}],"path":["node","fails"]}],"data":{"node":{"fails":null,"null":null}}}""")]
    [InlineData("{ node { failsLater null } }", """{"errors":[{"message":"No.","locations":[{"line":1,"column":10}],"path":["node","failsLater"]}],"data":{"node":{"failsLater":null,"null":null}}}""")]
    [InlineData("{ node { nullRequired } }", """{"errors":[{"message":"Cannot return null for non-nullable field Node.nullRequired.","locations":[{"line":1,"column":10}],"path":["node","nullRequired"]}],"data":{"node":null}}""")]
    [InlineData("{ node { node { failsRequired } null } }", """{"errors":[{"message":"No.","locations":[{"line":1,"column":17}],"path":["node","node","failsRequired"]}],"data":{"node":{"node":null,"null":null}}}""")]
    [InlineData("{ node { nodeRequired { failsLaterRequired } } }", """{"errors":[{"message":"No.","locations":[{"line":1,"column":25}],"path":["node","nodeRequired","failsLaterRequired"]}],"data":{"node":null}}""")]
    [InlineData("{ nodeRequired { nodeRequired { failsLaterRequired } } }", """{"errors":[{"message":"No.","locations":[{"line":1,"column":33}],"path":["nodeRequired","nodeRequired","failsLaterRequired"]}],"data":null}""")]
    [InlineData("{ nodeRequired { nullRequired } }", """{"errors":[{"message":"Cannot return null for non-nullable field Node.nullRequired.","locations":[{"line":1,"column":18}],"path":["nodeRequired","nullRequired"]}],"data":null}""")]
    [InlineData("{ node { list } }", """{"data":{"node":{"list":["a",null,"b"]}}}""")]
    [InlineData("{ node { listOfRequired } }", """{"errors":[{"message":"Cannot return null for non-nullable field Node.listOfRequired.","locations":[{"line":1,"column":10}],"path":["node","listOfRequired",1]}],"data":{"node":{"listOfRequired":null}}}""")]
    [InlineData("{ node { requiredList } }", """{"errors":[{"message":"Expected Iterable, but did not find one for field \"Node.requiredList\".","locations":[{"line":1,"column":10}],"path":["node","requiredList"]}],"data":{"node":null}}""")]
    [InlineData("{ node { a: node { failing } null } }", """{"errors":[{"message":"String cannot represent value: Object","locations":[{"line":1,"column":20}],"path":["node","a","failing",0]}],"data":{"node":{"a":null,"null":null}}}""")]
    public async Task A_null_goes_to_the_nearest_nullable_field(string query, string expected) =>
        (await Run.Json(Build(), query)).Replace("\\u0022", "\\\"", StringComparison.Ordinal).ShouldBe(expected);

    [Fact]
    public async Task After_a_null_went_up_the_siblings_add_no_errors()
    {
        GraphQLResult result = await Run.Result(Build(), "{ node { a: failsRequired b: failsRequired c: failsLaterRequired } }");
        result.Errors.ShouldHaveSingleItem().Path.ShouldBe(["node", "a"]);
        result = await Run.Result(Build(), "{ node { a: failsLaterRequired b: failsLaterRequired } }");
        result.Errors.ShouldHaveSingleItem();
    }

    private static Schema Build()
    {
        Schema schema = SchemaReader.Read(Query);
        NamedList<FieldDefinition> node = schema.Object("Node").Fields;
        foreach (FieldDefinition field in schema.QueryType.Fields.Concat(node.Where(f => f.Name.StartsWith("node", StringComparison.Ordinal))))
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
