using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Execution;

public class FirstTests
{
    [Fact]
    public async Task A_query_is_answered()
    {
        var query = new ObjectType(
            "Query",
            new FieldDefinition("hello", Scalars.String.NonNull(), new InputValueDefinition("name", Scalars.String, "\"you\""))
            {
                ReadWith = (_, arguments) => "Hello " + arguments.Get<string>("name"),
            },
            new FieldDefinition("later", Scalars.Int) { Resolve = async context => { await Task.Yield(); return context.Path.Count; } });
        var engine = new GraphQLEngine(new Schema(query));
        GraphQLResult result = await engine.ExecuteAsync(new GraphQLRequest
        {
            Query = "query ($n: String) { a: hello(name: $n) later __typename __schema { queryType { name } types { name } } }",
        });
        result.ToJson().ShouldStartWith("""{"data":{"a":"Hello you","later":1,"__typename":"Query","__schema":{"queryType":{"name":"Query"},"types":[""");
    }
}
