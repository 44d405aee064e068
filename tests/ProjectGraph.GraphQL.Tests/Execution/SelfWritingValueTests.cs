using System.Text.Json;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Execution;

[Spec("7", "Values that write themselves")]
public class SelfWritingValueTests
{
    private static readonly Schema Schema = Build();

    [Theory]
    [InlineData("{ project { name } }", """{"project":{"raw":1}}""")]
    [InlineData("{ required { name } }", """{"required":{"raw":1}}""")]
    [InlineData("{ list { name } }", """{"list":[{"raw":1},{"name":"plain"},null]}""")]
    [InlineData("{ wholeList { name } }", """{"wholeList":{"raw":1}}""")]
    [InlineData("{ number }", """{"number":{"raw":1}}""")]
    [InlineData("{ later { name } }", """{"later":{"raw":1}}""")]
    [InlineData("{ payload { project { name } errors } }", """{"payload":{"project":{"raw":1},"errors":null}}""")]
    public async Task It_stands_wherever_a_value_may(string query, string data) =>
        (await RequestRunner.GetJsonAsync(Schema, query)).ShouldBe($$"""{"data":{{data}}}""");

    private static Schema Build()
    {
        var project = new ObjectType("Project", new FieldDefinition("name", Scalars.String) { Read = parent => parent });
        var payload = new ObjectType(
            "Payload",
            new FieldDefinition("project", project.NonNull()) { Read = _ => new Raw() },
            new FieldDefinition("errors", Scalars.String.List()) { Read = _ => null }
        );
        return new Schema(
            new ObjectType(
                "Query",
                new FieldDefinition("project", project) { Read = _ => new Raw() },
                new FieldDefinition("required", project.NonNull()) { Read = _ => new Raw() },
                new FieldDefinition("list", project.List()) { Read = _ => new object?[] { new Raw(), "plain", null } },
                new FieldDefinition("wholeList", project.NonNull().List().NonNull()) { Read = _ => new Raw() },
                new FieldDefinition("number", Scalars.Int) { Read = _ => new Raw() },
                new FieldDefinition("later", project)
                {
                    Resolve = async _ =>
                    {
                        await Task.Yield();
                        return new Raw();
                    },
                },
                new FieldDefinition("payload", payload) { Read = _ => new object() }
            )
        );
    }

    private sealed class Raw : ISelfWritingValue
    {
        public void Write(Utf8JsonWriter writer) => writer.WriteRawValue("""{"raw":1}""");
    }
}
