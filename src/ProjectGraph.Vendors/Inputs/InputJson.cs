using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Inputs;

/// <summary>Converts a caller's free JSON: text, elements, or the dictionaries and lists of a protocol's literals.</summary>
internal static class InputJson
{
    public const int MaxDepth = 32;

    public static JsonNode? Convert(object value)
    {
        try
        {
            return Node(value, 0);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Of two members with the same name, the last one wins, as in JSON parsers.</summary>
    public static IEnumerable<JsonProperty> GetMembers(JsonElement element) =>
        element.EnumerateObject().GroupBy(member => member.Name).Select(group => group.Last());

    private static JsonNode? Node(object? value, int depth)
    {
        if (depth > MaxDepth)
            throw new FormatException("nested too deep");
        return value switch
        {
            null => null,
            JsonNode node => Node(JsonSerializer.SerializeToElement(node), depth),
            JsonElement element => Element(element, depth),
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            int number => JsonValue.Create(number),
            long number => JsonValue.Create(number),
            decimal number => JsonValue.Create(number),
            double number when double.IsFinite(number) => JsonValue.Create(number),
            IReadOnlyDictionary<string, object?> members => Object(members, depth),
            IDictionary<string, object?> members => Object(members, depth),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => Node(item, depth + 1))]),
            _ => throw new FormatException("not JSON"),
        };
    }

    private static JsonNode? Element(JsonElement element, int depth) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => Object(
                GetMembers(element).Select(member => KeyValuePair.Create(member.Name, (object?)member.Value)),
                depth
            ),
            JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(item => Node(item, depth + 1))]),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => JsonValue.Create(element),
        };

    private static JsonObject Object(IEnumerable<KeyValuePair<string, object?>> members, int depth) =>
        new(members.Select(member => KeyValuePair.Create(member.Key, Node(member.Value, depth + 1))));
}
