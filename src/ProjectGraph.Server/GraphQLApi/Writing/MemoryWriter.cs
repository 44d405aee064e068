using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.GraphQL.Execution;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.Server.GraphQLApi.Writing;

/// <summary>Writes an object in memory within a planned row, with the schema's readers.</summary>
internal static class MemoryWriter
{
    public static void Write(Utf8JsonWriter json, SelectedField field, VariableValues variables, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number when field.Definition.Type.InnermostType is EnumType { Tag: EnumModel model }:
                json.WriteStringValue(model.FindOrFallback(number)?.Name);
                break;
            case JsonNode node:
                node.WriteTo(json);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long or int:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            // Written raw, because the writer would escape characters beyond U+FFFF.
            case JsonElement element:
                json.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
            case IEnumerable items:
                WriteList(json, field, variables, items);
                break;
            default:
                WriteObject(json, field, variables, value);
                break;
        }
    }

    private static void WriteList(Utf8JsonWriter json, SelectedField field, VariableValues variables, IEnumerable items)
    {
        json.WriteStartArray();
        foreach (var item in items)
            Write(json, field, variables, item);
        json.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter json, SelectedField field, VariableValues variables, object value)
    {
        json.WriteStartObject();
        foreach (var part in field.Selections!.GetFields((ObjectType)field.Selections.Type))
        {
            if (!part.IsIncluded(variables))
                continue;
            json.WritePropertyName(part.EncodedName);
            if (part.Definition.Read is { } read)
                Write(json, part, variables, read(value));
            else
                json.WriteStringValue(part.ParentType.Name);
        }
        json.WriteEndObject();
    }
}
