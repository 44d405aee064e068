using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox;

/// <summary>
/// Reads and writes JSON as the vendors' servers do. Reading limits the depth, and the last of duplicate names wins. Writing escapes
/// only what JSON requires. System.Text.Json would escape every character above U+FFFF, which no vendor does.
/// </summary>
internal static class SandboxJson
{
    private const int MaxDepth = 64;

    /// <exception cref="JsonException">The text is not JSON, is nested too deeply, or is not valid Unicode.</exception>
    public static JsonNode? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new() { MaxDepth = MaxDepth });
            return Node(document.RootElement);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("The text holds half a surrogate pair or invalid UTF-8.", e);
        }
    }

    public static JsonNode? Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads a JSON file that is embedded in the assembly, such as <c>PlanhatSandbox.json</c>.</summary>
    public static JsonObject ReadResource(string name)
    {
        using var stream = typeof(SandboxJson).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The embedded file '{name}' was not found.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Parse(memory.ToArray()) as JsonObject
            ?? throw new InvalidOperationException($"The embedded file '{name}' is not a JSON object.");
    }

    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    public static byte[] ToBytes(JsonNode? node) => Encoding.UTF8.GetBytes(Write(node));

    /// <summary>The text of a JSON string; null for any other kind of value.</summary>
    public static string? Text(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static bool IsNumber(this JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number && double.IsFinite(double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture));

    private static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new JsonObject();
                foreach (var property in element.EnumerateObject())
                    result[property.Name] = Node(property.Value);
                return result;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            default:
                return JsonValue.Create(element.Clone());
        }
    }

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject value:
                WriteObject(text, value);
                break;
            case JsonArray value:
                text.Append('[');
                for (var i = 0; i < value.Count; i++)
                    Write(i == 0 ? text : text.Append(','), value[i]);
                text.Append(']');
                break;
            case JsonValue value when value.Text() is { } content:
                WriteText(text, content);
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonObject value)
    {
        var separator = '{';
        foreach (var (name, member) in value)
        {
            WriteText(text.Append(separator), name);
            Write(text.Append(':'), member);
            separator = ',';
        }
        text.Append(value.Count == 0 ? "{}" : "}");
    }

    private static void WriteText(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var character in content)
            WriteCharacter(text, character);
        text.Append('"');
    }

    private static StringBuilder WriteCharacter(StringBuilder text, char character) =>
        character switch
        {
            '"' or '\\' => text.Append('\\').Append(character),
            '\n' => text.Append("\\n"),
            '\r' => text.Append("\\r"),
            '\t' => text.Append("\\t"),
            < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
            _ => text.Append(character),
        };
}
