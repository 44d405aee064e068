using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Tests.Validation;
using ProjectGraph.GraphQL.Types;
using ProjectGraph.Server.Tests;

namespace ProjectGraph.GraphQL.Tests.Reference;

[Spec("6", "Execution, against the reference implementation")]
public sealed class ExecutionReferenceTests
{
    private static readonly Schema Schema = AddResolvers(SchemaReader.Read(ValidationSchema.Text));
    private static readonly GraphQLEngine Engine = new(
        Schema,
        new GraphQLOptions { ErrorMapper = exception => new GraphQLError(exception.Message) }
    );

    [FactWith("node", "npm")]
    public async Task Operations_give_the_same_data_and_errors_as_in_the_reference()
    {
        int answered = 0;
        await Property.CheckAsync(
            RandomRequests,
            14_000,
            first: 3,
            async question =>
            {
                if (question is null)
                    return;
                answered++;
                JsonElement expected = await ReferenceEngine.RunAsync(
                    new
                    {
                        kind = "execute",
                        sdl = ValidationSchema.Text,
                        text = question.Text,
                        variables = question.Variables,
                        data = question.Data,
                    }
                );
                ComparableResult.Compare(
                    $"{question.Text}\n{question.Variables.ToJsonString()}",
                    Comparable(question, expected),
                    await Execute(question)
                );
            },
            question => question?.ToString() ?? ""
        );
        answered.ShouldBeGreaterThan(1_000);
    }

    // Null where the document is not one that can be executed.
    private static readonly Gen<RandomRequest?> RandomRequests = Property.From(
        random =>
        {
            var writer = new RandomDocument(Schema, random, mistakes: 400);
            string text = writer.Write();
            if (Engine.Prepare(text).ErrorKind is not null || text.StartsWith("subscription", StringComparison.Ordinal))
                return null;
            var values = new RandomValues(Schema, random);
            return new RandomRequest(text, values.Variables(writer.Variables), values.Object(Root(text)));
        },
        choices: 1_000
    );

    private static ObjectType Root(string text) =>
        text.StartsWith("mutation", StringComparison.Ordinal) ? Schema.MutationType! : Schema.QueryType!;

    private static async Task<string> Execute(RandomRequest question)
    {
        GraphQLResult result = await Engine.ExecuteAsync(
            new GraphQLRequest
            {
                Query = question.Text,
                Variables = JsonDocument.Parse(question.Variables.ToJsonString()).RootElement,
                RootValue = question.Data,
            }
        );
        return Comparable(question, JsonDocument.Parse(result.ToJson()).RootElement);
    }

    // The order of errors is that of their fields' completion, which the specification leaves open. A field keeps its first
    // place in the text also where a variable excludes that occurrence and a later one is included: compiled once, its place
    // can't depend on variables.
    private static string Comparable(RandomRequest question, JsonElement result)
    {
        JsonNode? data = result.TryGetProperty("data", out JsonElement given) ? JsonNode.Parse(given.GetRawText()) : "none";
        string[] errors = result.TryGetProperty("errors", out JsonElement list) ? [.. list.EnumerateArray().Select(FormatError)] : [];
        return string.Join(
            '\n',
            errors
                .Order(StringComparer.Ordinal)
                .Prepend((question.Text.Contains("if: $") ? SortMembers(data) : data)?.ToJsonString() ?? "null")
        );
    }

    private static JsonNode? SortMembers(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(member => member.Key, StringComparer.Ordinal)
                    .Select(member => KeyValuePair.Create(member.Key, SortMembers(member.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(SortMembers)]),
            _ => node?.DeepClone(),
        };

    private static string FormatError(JsonElement error) =>
        string.Join(
            ' ',
            error.GetProperty("message").GetString(),
            error.TryGetProperty("locations", out JsonElement locations) ? locations.GetRawText() : "",
            error.TryGetProperty("path", out JsonElement path) ? path.GetRawText() : ""
        );

    private static Schema AddResolvers(Schema schema)
    {
        IEnumerable<ObjectType> own = schema
            .Types.OfType<ObjectType>()
            .Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal));
        foreach (FieldDefinition field in own.SelectMany(type => type.Fields))
            field.Resolve = context => ValueTask.FromResult(RandomValues.Read(context.Parent, field.Name));
        foreach (NamedType type in schema.Types)
        {
            if (type is InterfaceType anInterface)
                anInterface.ResolveType = RandomValues.TypeOf;
            if (type is UnionType union)
                union.ResolveType = RandomValues.TypeOf;
        }

        return schema;
    }

    private sealed record RandomRequest(string Text, JsonObject Variables, JsonObject Data);
}
