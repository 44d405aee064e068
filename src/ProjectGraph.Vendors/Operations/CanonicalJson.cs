using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Operations;

/// <summary>Writes a protocol's values as JSON with sorted names.</summary>
internal static class CanonicalJson
{
    // Deeper values are replaced by a placeholder. Binding refuses such an input anyway.
    private const int MaxDepth = 64;

    public static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case var _ when depth > MaxDepth:
                writer.WriteStringValue("…");
                break;
            case JsonNode node:
                Write(writer, JsonSerializer.SerializeToElement(node), depth);
                break;
            case JsonElement { ValueKind: JsonValueKind.Object } element:
                WriteElementObject(writer, element, depth);
                break;
            case JsonElement { ValueKind: JsonValueKind.Array } element:
                WriteList(writer, element.EnumerateArray(), depth);
                break;
            case JsonElement { ValueKind: JsonValueKind.Undefined }:
                writer.WriteNullValue();
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case IReadOnlyDictionary<string, object?> members:
                WriteObject(writer, members, depth);
                break;
            case IDictionary<string, object?> members:
                WriteObject(writer, members, depth);
                break;
            case IEnumerable items:
                WriteList(writer, items, depth);
                break;
            default:
                WriteScalar(writer, value);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case EnumMember member:
                writer.WriteStringValue(member.Name);
                break;
            case DateTimeOffset instant:
                writer.WriteStringValue(instant.ToUniversalTime());
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteElementObject(Utf8JsonWriter writer, JsonElement element, int depth) =>
        WriteObject(writer, InputJson.GetMembers(element).Select(member => KeyValuePair.Create(member.Name, (object?)member.Value)), depth);

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            Write(writer, value, depth + 1);
        }
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IEnumerable items, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            Write(writer, item, depth + 1);
        writer.WriteEndArray();
    }
}
