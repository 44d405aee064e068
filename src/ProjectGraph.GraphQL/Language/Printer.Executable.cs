namespace ProjectGraph.GraphQL.Language;

public sealed partial class Printer
{
    private void WriteOperation(OperationNode operation)
    {
        WriteDescription(operation.Description);
        bool isShorthand =
            operation is { Kind: OperationKind.Query, Name: null, Variables.Length: 0, Directives.Length: 0, Description: null };
        if (!isShorthand)
        {
            _out.Append(operation.Kind.ToString().ToLowerInvariant());
            if (operation.Name is not null)
                _out.Append(' ').Append(operation.Name.Value);
            if (operation.Variables.Length > 0)
                WriteVariables(operation);
            WriteDirectives(operation.Directives);
            _out.Append(' ');
        }

        WriteSelectionSet(operation.SelectionSet);
    }

    private void WriteVariables(OperationNode operation)
    {
        _out.Append(operation.Name is null ? " " : "");
        if (operation.Variables.All(variable => variable.Description is null))
        {
            WriteSeparated("(", operation.Variables, ", ", ")");
            return;
        }

        WriteParenthesizedLines(operation.Variables);
    }

    private void WriteVariableDefinition(VariableDefinitionNode variable)
    {
        WriteDescription(variable.Description);
        _out.Append('$').Append(variable.Variable.Name).Append(": ");
        WriteType(variable.Type);
        WriteDefault(variable.DefaultValue);
        WriteDirectives(variable.Directives);
    }

    private void WriteDefault(ValueNode? value)
    {
        if (value is null)
            return;
        _out.Append(" = ");
        WriteValue(value);
    }

    private void WriteFragment(FragmentNode fragment)
    {
        WriteDescription(fragment.Description);
        _out.Append("fragment ").Append(fragment.Name.Value).Append(" on ").Append(fragment.TypeCondition.Name);
        WriteDirectives(fragment.Directives);
        _out.Append(' ');
        WriteSelectionSet(fragment.SelectionSet);
    }

    private void WriteSelectionSet(SelectionSetNode selectionSet) => WriteBlock(selectionSet.Selections);

    private void WriteSelection(SelectionNode selection)
    {
        switch (selection)
        {
            case FieldNode field:
                WriteField(field);
                break;
            case FragmentSpreadNode spread:
                _out.Append("...").Append(spread.Name.Value);
                WriteDirectives(spread.Directives);
                break;
            case InlineFragmentNode inline:
                _out.Append("...");
                if (inline.TypeCondition is not null)
                    _out.Append(" on ").Append(inline.TypeCondition.Name);
                WriteDirectives(inline.Directives);
                _out.Append(' ');
                WriteSelectionSet(inline.SelectionSet);
                break;
        }
    }

    private void WriteField(FieldNode field)
    {
        int start = _out.Length;
        if (field.Alias is not null)
            _out.Append(field.Alias).Append(": ");
        _out.Append(field.Name);
        if (field.Arguments.Length > 0)
            WriteFieldArguments(field.Arguments, start);
        WriteDirectives(field.Directives);
        if (field.SelectionSet is null)
            return;
        _out.Append(' ');
        WriteSelectionSet(field.SelectionSet);
    }

    private void WriteFieldArguments(IReadOnlyList<ArgumentNode> arguments, int lineStart)
    {
        int start = _out.Length;
        WriteSeparated("(", arguments, ", ", ")");
        if (_out.Length - lineStart <= MaxLineLength)
            return;
        _out.Length = start;
        WriteParenthesizedLines(arguments);
    }

    private void WriteParenthesizedLines(IReadOnlyList<Node> nodes)
    {
        _out.Append('(');
        _indent++;
        foreach (Node node in nodes)
        {
            NewLine();
            Write(node);
        }

        _indent--;
        NewLine();
        _out.Append(')');
    }
}
