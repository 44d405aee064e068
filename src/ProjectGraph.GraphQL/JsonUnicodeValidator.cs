using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace ProjectGraph.GraphQL;

/// <summary>
/// Finds text in JSON that is not valid Unicode: half of a surrogate pair (<c>"\ud800"</c>) or bytes that are not UTF-8. The
/// JSON parser accepts both, but reading such a text as a .NET string throws.
/// </summary>
public static class JsonUnicodeValidator
{
    private const int MaxPathLength = 200;

    /// <summary>
    /// Returns the path of the first name or value that is not valid Unicode, such as <c>where.name.eq</c> or <c>ids[2]</c>.
    /// Null where all text is valid. The path of a name is that of its object. The root's path is empty.
    /// </summary>
    public static string? FindInvalid(JsonElement root)
    {
        if (root.ValueKind is not (JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array))
            return null;
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(root);
        // In valid UTF-8, only an escape can contain half of a surrogate pair, so most inputs need no search.
        return json.IndexOf("\\u"u8) < 0 && Utf8.IsValid(json) ? null : ScanForInvalid(json);
    }

    private static string? ScanForInvalid(ReadOnlySpan<byte> json)
    {
        // The parser has already enforced its depth limit.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var containers = new Stack<Container>();
        containers.Push(new Container(IsList: false));
        while (reader.Read())
        {
            Container container = containers.Peek();
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when !IsUnicode(ref reader):
                    container.Name = "";
                    return FormatPath(containers);
                case JsonTokenType.PropertyName:
                    container.Name = reader.GetString()!;
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    containers.Pop();
                    continue;
            }

            container.Index++;
            if (reader.TokenType == JsonTokenType.String && !IsUnicode(ref reader))
                return FormatPath(containers);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                containers.Push(new Container(reader.TokenType == JsonTokenType.StartArray));
        }

        return null;
    }

    private static bool IsUnicode(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return Utf8.IsValid(reader.ValueSpan);
        char[] text = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            reader.CopyString(text);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    private static string FormatPath(IEnumerable<Container> containers)
    {
        string path = "";
        foreach (string step in containers.Reverse().Select(container => container.PathSegment))
        {
            string longer = step.Length == 0 || step[0] == '[' || path.Length == 0 ? path + step : $"{path}.{step}";
            // Clients may send names of any length. The beginning of the path identifies the place well enough.
            if (longer.Length > MaxPathLength)
                return path + "…";
            path = longer;
        }

        return path;
    }

    /// <summary>An object or list being visited, and the current position in it.</summary>
    private sealed record Container(bool IsList)
    {
        public string Name { get; set; } = "";

        public int Index { get; set; } = -1;

        public string PathSegment => IsList ? string.Create(CultureInfo.InvariantCulture, $"[{Index}]") : Name;
    }
}
