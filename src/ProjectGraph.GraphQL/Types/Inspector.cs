using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// Formats values for messages as the reference implementation does. The text is short, whatever the client sent.
/// </summary>
internal static class Inspector
{
    private const int MaxItems = 10;
    private const int MaxDepth = 2;
    private const int MaxText = 200;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Inspect(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        JsonElement element => Inspect(element, 0),
        IReadOnlyDictionary<string, object?> map => Object(map.Select(p => (p.Key, Inspect(p.Value)))),
        IEnumerable items => Array(items.Cast<object?>().Take(MaxItems).Select(Inspect), 0),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.GetType().Name,
    };

    public static string Inspect(JsonElement element) => Inspect(element, 0);

    private static string Inspect(JsonElement element, int depth) => element.ValueKind switch
    {
        JsonValueKind.Object when depth >= MaxDepth && element.EnumerateObject().Any() => "[Object]",
        JsonValueKind.Object => Object(element.EnumerateObject().Select(p => (p.Name, Inspect(p.Value, depth + 1)))),
        JsonValueKind.Array when depth >= MaxDepth && element.GetArrayLength() > 0 => "[Array]",
        JsonValueKind.Array => Array(
            element.EnumerateArray().Take(MaxItems).Select(item => Inspect(item, depth + 1)), element.GetArrayLength() - MaxItems),
        JsonValueKind.String => Quote(element.GetString()!),
        JsonValueKind.Undefined => "undefined",
        _ => Cut(element.GetRawText()),
    };

    private static string Object(IEnumerable<(string Name, string Value)> members)
    {
        string inner = string.Join(", ", members.Take(MaxItems * MaxItems).Select(member => $"{member.Name}: {member.Value}"));
        return inner.Length == 0 ? "{}" : $"{{ {inner} }}";
    }

    private static string Array(IEnumerable<string> items, int more)
    {
        IEnumerable<string> tail = more switch
        {
            <= 0 => [],
            1 => ["... 1 more item"],
            _ => [$"... {more.ToString(CultureInfo.InvariantCulture)} more items"],
        };
        return $"[{string.Join(", ", items.Concat(tail))}]";
    }

    private static string Quote(string text) => JsonSerializer.Serialize(Cut(text), Plain);

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText] + "…";
}
