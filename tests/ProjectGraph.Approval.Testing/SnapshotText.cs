using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ProjectGraph.Approval.Testing;

/// <summary>
/// Writes a payload as the text of its snapshot: indented JSON with LF at the end of each line, letters instead of their escapes, and numbers
/// as the payload has them. What differs from run to run is left out.
/// </summary>
internal static partial class SnapshotText
{
    // An entity tag follows from the position of the last change, and so from what ran before.
    private const string ETag = "@odata.etag";

    private static readonly JsonSerializerOptions Values = new() { Converters = { new JsonStringEnumConverter() }, MaxDepth = 256 };

    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string FromJson(string json, IReadOnlyCollection<string> varying)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = 256 });
        return Write(document.RootElement, varying);
    }

    public static string FromValue(object value, IReadOnlyCollection<string> varying) =>
        Write(JsonSerializer.SerializeToElement(value, Values), varying);

    private static string Write(JsonElement payload, IReadOnlyCollection<string> varying)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
            Write(writer, payload, "", varying);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <param name="path">Names of members with dots between them. The items of a list have the path of the list.</param>
    private static void Write(Utf8JsonWriter writer, JsonElement element, string path, IReadOnlyCollection<string> varying)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    var place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                    writer.WritePropertyName(member.Name);
                    if (varying.Contains(place) || member.Name == ETag)
                        WriteKind(writer, member.Value);
                    else
                        Write(writer, member.Value, place, varying);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item, path, varying);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                // Each server of a test has a port of its own.
                writer.WriteStringValue(OwnAddress().Replace(element.GetString()!, "http://server"));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>Null stays null: a missing value differs from one that varies.</summary>
    private static void WriteKind(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            writer.WriteNullValue();
        else
            writer.WriteStringValue($"<{value.ValueKind}>");
    }

    [GeneratedRegex(@"http://(127\.0\.0\.1|localhost):\d+")]
    private static partial Regex OwnAddress();
}
