using System.Globalization;

namespace ProjectGraph.GraphQL.Language;

public sealed partial class Printer
{
    private void WriteValue(ValueNode value)
    {
        switch (value)
        {
            case VariableNode variable:
                _out.Append('$').Append(variable.Name);
                break;
            case IntValueNode number:
                _out.Append(number.Text);
                break;
            case FloatValueNode number:
                _out.Append(number.Text);
                break;
            case StringValueNode text:
                WriteString(text.Value, text.IsBlock);
                break;
            case BooleanValueNode boolean:
                _out.Append(boolean.Value ? "true" : "false");
                break;
            case NullValueNode:
                _out.Append("null");
                break;
            case EnumValueNode name:
                _out.Append(name.Name);
                break;
            case ListValueNode list:
                WriteSeparated("[", list.Items, ", ", "]");
                break;
            case ObjectValueNode map:
                WriteSeparated("{", map.Fields, ", ", "}");
                break;
        }
    }

    private void WriteType(TypeNode type)
    {
        switch (type)
        {
            case NamedTypeNode named:
                _out.Append(named.Name);
                break;
            case ListTypeNode list:
                _out.Append('[');
                WriteType(list.Item);
                _out.Append(']');
                break;
            case NonNullTypeNode nonNull:
                WriteType(nonNull.Inner);
                _out.Append('!');
                break;
        }
    }

    private void WriteDescription(DescriptionNode? description)
    {
        if (description is null)
            return;
        WriteString(description.Value, description.IsBlock);
        NewLine();
    }

    private void WriteString(string value, bool block)
    {
        if (block && BlockString.CanRepresent(value))
        {
            // Blank lines are not indented, because that would add trailing white space.
            string indent = new(' ', _indent * 2);
            string[] lines = BlockString.Print(value).Split('\n');
            _out.AppendJoin('\n', lines.Select((line, i) => i == 0 || line.Length == 0 ? line : indent + line));
            return;
        }

        _out.Append('"');
        foreach (char c in value)
            _out.Append(Escape(c));
        _out.Append('"');
    }

    private static string Escape(char c) =>
        c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            < ' ' or (>= '\x7F' and <= '\x9F') => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
            _ => c.ToString(),
        };
}
