using System.Buffers;
using System.Text.Json;
using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>Converts a literal to JSON, for scalars that only parse JSON.</summary>
internal static class LiteralJson
{
    public static JsonElement ToElement(ValueNode node, VariableValues? variables)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 1000 }))
            Write(writer, node, variables);
        var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = 1000 });
        return JsonElement.ParseValue(ref reader);
    }

    private static void Write(Utf8JsonWriter writer, ValueNode node, VariableValues? variables)
    {
        switch (node)
        {
            case IntValueNode number:
                writer.WriteRawValue(number.Text);
                break;
            case FloatValueNode number:
                writer.WriteRawValue(number.Text);
                break;
            case StringValueNode text:
                writer.WriteStringValue(text.Value);
                break;
            case EnumValueNode name:
                writer.WriteStringValue(name.Name);
                break;
            case BooleanValueNode boolean:
                writer.WriteBooleanValue(boolean.Value);
                break;
            case VariableNode variable:
                JsonValueWriter.Write(writer, GetVariableValue(variable, variables));
                break;
            case ListValueNode list:
                writer.WriteStartArray();
                foreach (ValueNode item in list.Items)
                    Write(writer, item, variables);
                writer.WriteEndArray();
                break;
            case ObjectValueNode map:
                writer.WriteStartObject();
                foreach (ObjectFieldNode field in map.Fields)
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value, variables);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static object? GetVariableValue(VariableNode variable, VariableValues? variables) =>
        variables is not null && variables.TryGet(variable.Name, out object? value) ? value : null;
}
