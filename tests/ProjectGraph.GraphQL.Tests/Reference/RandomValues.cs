using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Tests.Reference;

/// <summary>Values for a schema's fields and variables, here and there null, failing or of another type.</summary>
internal sealed class RandomValues(Schema schema, Random random)
{
    private bool Mistake => random.Next(60) == 59;

    /// <summary>What a field has: a value, a list, an object; or it fails.</summary>
    public static object? Read(object? parent, string field) => parent is JsonObject map ? Value(map[field]) : null;

    public static string? TypeOf(object value) => value is JsonObject map ? (string?)map["__typename"] : null;

    public JsonObject Object(ObjectType type) => Object(type, 5);

    public JsonObject Variables(IReadOnlyDictionary<string, GraphQLType> types)
    {
        var variables = new JsonObject();
        foreach ((string name, GraphQLType type) in types)
        {
            if (random.Next(5) > 0 || (type.IsNonNull && !Mistake))
                variables[name] = Input(type, 3);
        }

        return variables;
    }

    private static object? Value(JsonNode? node) =>
        node switch
        {
            null => null,
            JsonObject failure when failure["$error"] is { } message => throw new InvalidOperationException((string)message!),
            JsonObject map when map.ContainsKey("__typename") => map,
            JsonObject map => map.ToDictionary(member => member.Key, member => Value(member.Value)),
            JsonArray list => list.Select(Value).ToArray(),
            _ => node.GetValueKind() switch
            {
                JsonValueKind.String => (string)node!,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => JsonDocument.Parse(node.ToJsonString()).RootElement.TryGetInt64(out long number) ? number : node.GetValue<double>(),
            },
        };

    private JsonObject Object(ObjectType type, int depth)
    {
        var map = new JsonObject { ["__typename"] = Mistake ? "Nothing" : type.Name };
        foreach (FieldDefinition field in type.Fields)
            map[field.Name] = Mistake ? new JsonObject { ["$error"] = "It broke." } : Output(field.Type, depth - 1);
        return map;
    }

    private JsonNode? Output(GraphQLType type, int depth)
    {
        if (Mistake)
            return CreateMismatchedValue();
        if (random.Next(type.IsNonNull ? 40 : 8) == 0 || depth < 0)
            return null;
        return type.Nullable switch
        {
            ListType list => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Output(list.Item, depth))]),
            ObjectType map => Object(map, depth),
            CompositeType composite => Object(Pick(schema.GetPossibleTypes(composite)), depth),
            _ => Leaf(type.InnermostType),
        };
    }

    private JsonNode? Input(GraphQLType type, int depth)
    {
        if (Mistake)
            return CreateMismatchedValue();
        if (!type.IsNonNull && random.Next(8) == 0)
            return null;
        return type.Nullable switch
        {
            ListType list => random.Next(4) == 0
                ? Input(list.Item, depth)
                : new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Input(list.Item, depth))]),
            InputObjectType input => InputObject(input, depth),
            _ => Leaf(type.InnermostType),
        };
    }

    private JsonObject InputObject(InputObjectType type, int depth)
    {
        var map = new JsonObject();
        InputValueDefinition[] fields =
            type.IsOneOf && !Mistake
                ? [Pick(type.Fields.ToArray())]
                : [.. type.Fields.Where(field => (field.IsRequired && !Mistake) || (depth > 0 && random.Next(3) == 0))];
        foreach (InputValueDefinition field in fields)
            map[Mistake ? field.Name + "r" : field.Name] = Input(type.IsOneOf ? field.Type.NonNull() : field.Type, depth - 1);
        return map;
    }

    private JsonNode Leaf(NamedType type) =>
        type switch
        {
            EnumType e => Pick(e.Values.ToArray()).Name,
            { Name: "Int" } => random.Next(100),
            { Name: "Float" } => random.Next(2) == 0 ? 2.5 : 7,
            { Name: "Boolean" } => random.Next(2) == 0,
            _ => "text",
        };

    private JsonNode CreateMismatchedValue() =>
        random.Next(8) switch
        {
            0 => 1.5,
            1 => "odd",
            2 => true,
            3 => 12_345_678_901,
            4 => new JsonArray(1),
            5 => new JsonObject { ["a"] = 1 },
            6 => "",
            _ => 3,
        };

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
