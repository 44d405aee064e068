using System.Text;

namespace ProjectGraph.GraphQL.Language;

/// <summary>Prints a syntax tree as text that parses to the same tree.</summary>
public sealed partial class Printer
{
    private const int MaxLineLength = 80;

    private readonly StringBuilder _out = new();
    private int _indent;

    private Printer() { }

    public static string Print(Node node)
    {
        var printer = new Printer();
        printer.Write(node);
        return printer._out.ToString();
    }

    private void Write(Node node)
    {
        switch (node)
        {
            case DocumentNode document:
                WriteDocument(document);
                break;
            case OperationNode operation:
                WriteOperation(operation);
                break;
            case FragmentNode fragment:
                WriteFragment(fragment);
                break;
            case TypeSystemNode definition:
                WriteTypeSystem(definition);
                break;
            case SelectionSetNode selectionSet:
                WriteSelectionSet(selectionSet);
                break;
            case SelectionNode selection:
                WriteSelection(selection);
                break;
            case ValueNode value:
                WriteValue(value);
                break;
            case TypeNode type:
                WriteType(type);
                break;
            case DirectiveNode directive:
                WriteDirective(directive);
                break;
            case ArgumentNode argument:
                WriteNameAndValue(argument.Name, argument.Value);
                break;
            case ObjectFieldNode field:
                WriteNameAndValue(field.Name, field.Value);
                break;
            case VariableDefinitionNode variable:
                WriteVariableDefinition(variable);
                break;
            case NameNode name:
                _out.Append(name.Value);
                break;
            case FieldDefinitionNode field:
                WriteFieldDefinition(field);
                break;
            case InputValueDefinitionNode input:
                WriteInputValue(input);
                break;
            case EnumValueDefinitionNode value:
                WriteEnumValue(value);
                break;
            case DescriptionNode description:
                WriteString(description.Value, description.IsBlock);
                break;
            case RootOperationNode root:
                WriteRootOperation(root);
                break;
            default:
                throw new NotSupportedException(node.GetType().Name);
        }
    }

    private void WriteDocument(DocumentNode document)
    {
        for (int i = 0; i < document.Definitions.Length; i++)
        {
            if (i > 0)
                _out.Append("\n\n");
            Write(document.Definitions[i]);
        }
    }

    private void WriteNameAndValue(string name, ValueNode value)
    {
        _out.Append(name).Append(": ");
        WriteValue(value);
    }

    private void WriteDirectives(IReadOnlyList<DirectiveNode> directives)
    {
        foreach (DirectiveNode directive in directives)
        {
            _out.Append(' ');
            WriteDirective(directive);
        }
    }

    private void WriteDirective(DirectiveNode directive)
    {
        _out.Append('@').Append(directive.Name);
        if (directive.Arguments.Length > 0)
            WriteSeparated("(", directive.Arguments, ", ", ")");
    }

    private void WriteSeparated(string open, IReadOnlyList<Node> nodes, string separator, string close)
    {
        _out.Append(open);
        for (int i = 0; i < nodes.Count; i++)
        {
            if (i > 0)
                _out.Append(separator);
            Write(nodes[i]);
        }

        _out.Append(close);
    }

    private void WriteBlock(IReadOnlyList<Node> nodes)
    {
        _out.Append('{');
        _indent++;
        foreach (Node node in nodes)
        {
            NewLine();
            Write(node);
        }

        _indent--;
        NewLine();
        _out.Append('}');
    }

    private void NewLine() => _out.Append('\n').Append(' ', _indent * 2);
}
