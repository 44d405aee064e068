using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// Formats values for messages as the reference implementation does. The text is short, whatever the client sent.
/// </summary>
internal static class ValueFormatter
{
    private const int MaxItems = 10;
    private const int MaxDepth = 2;
    private const int MaxTextLength = 200;

    private static readonly JsonSerializerOptions RelaxedEscaping = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Format(object? value) =>
        value switch
        {
            null => "null",
            string text => Quote(text),
            bool flag => flag ? "true" : "false",
            JsonElement element => Format(element, 0),
            IReadOnlyDictionary<string, object?> map => FormatObject(map.Select(p => (p.Key, Format(p.Value)))),
            IEnumerable items => FormatArray(items.Cast<object?>().Take(MaxItems).Select(Format), 0),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.GetType().Name,
        };

    public static string Format(JsonElement element) => Format(element, 0);

    private static string Format(JsonElement element, int depth) =>
        element.ValueKind switch
        {
            JsonValueKind.Object when depth >= MaxDepth && element.EnumerateObject().Any() => "[Object]",
            JsonValueKind.Object => FormatObject(element.EnumerateObject().Select(p => (p.Name, Format(p.Value, depth + 1)))),
            JsonValueKind.Array when depth >= MaxDepth && element.GetArrayLength() > 0 => "[Array]",
            JsonValueKind.Array => FormatArray(
                element.EnumerateArray().Take(MaxItems).Select(item => Format(item, depth + 1)),
                element.GetArrayLength() - MaxItems
            ),
            JsonValueKind.String => Quote(element.GetString()!),
            JsonValueKind.Undefined => "undefined",
            _ => Truncate(element.GetRawText()),
        };

    private static string FormatObject(IEnumerable<(string Name, string Value)> members)
    {
        string inner = string.Join(", ", members.Take(MaxItems * MaxItems).Select(member => $"{member.Name}: {member.Value}"));
        return inner.Length == 0 ? "{}" : $"{{ {inner} }}";
    }

    private static string FormatArray(IEnumerable<string> items, int more)
    {
        IEnumerable<string> tail = more switch
        {
            <= 0 => [],
            1 => ["... 1 more item"],
            _ => [$"... {more.ToString(CultureInfo.InvariantCulture)} more items"],
        };
        return $"[{string.Join(", ", items.Concat(tail))}]";
    }

    private static string Quote(string text) => JsonSerializer.Serialize(Truncate(text), RelaxedEscaping);

    private static string Truncate(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength] + "…";
}
