namespace ProjectGraph.GraphQL.Language;

public sealed partial class Printer
{
    private void WriteTypeSystem(TypeSystemNode definition)
    {
        WriteDescription(definition.Description);
        if (definition.IsExtension)
            _out.Append("extend ");
        switch (definition)
        {
            case SchemaNode schema:
                _out.Append("schema");
                WriteDirectives(schema.Directives);
                WriteMembers(schema.Operations);
                break;
            case DirectiveDefinitionNode directive:
                WriteDirectiveDefinition(directive);
                break;
            case TypeDefinitionNode type:
                _out.Append(Keyword(type)).Append(' ').Append(type.Name.Value);
                WriteTypeDefinition(type);
                break;
        }
    }

    private static string Keyword(TypeDefinitionNode type) =>
        type switch
        {
            ScalarTypeNode => "scalar",
            ObjectTypeNode => "type",
            InterfaceTypeNode => "interface",
            UnionTypeNode => "union",
            EnumTypeNode => "enum",
            _ => "input",
        };

    private void WriteTypeDefinition(TypeDefinitionNode type)
    {
        switch (type)
        {
            case ObjectTypeNode o:
                WriteTypeWithFields(o.Interfaces, o.Directives, o.Fields);
                break;
            case InterfaceTypeNode i:
                WriteTypeWithFields(i.Interfaces, i.Directives, i.Fields);
                break;
            case EnumTypeNode e:
                WriteDirectives(e.Directives);
                WriteMembers(e.Values);
                break;
            case InputObjectTypeNode input:
                WriteDirectives(input.Directives);
                WriteMembers(input.Fields);
                break;
            case UnionTypeNode union:
                WriteDirectives(union.Directives);
                if (union.Members.Length > 0)
                    WriteSeparated(" = ", union.Members, " | ", "");
                break;
            default:
                WriteDirectives(type.Directives);
                break;
        }
    }

    private void WriteTypeWithFields(
        IReadOnlyList<NamedTypeNode> interfaces,
        IReadOnlyList<DirectiveNode> directives,
        IReadOnlyList<FieldDefinitionNode> fields
    )
    {
        if (interfaces.Count > 0)
            WriteSeparated(" implements ", interfaces, " & ", "");
        WriteDirectives(directives);
        WriteMembers(fields);
    }

    private void WriteMembers(IReadOnlyList<Node> members)
    {
        if (members.Count == 0)
            return;
        _out.Append(" {");
        _indent++;
        for (int i = 0; i < members.Count; i++)
        {
            // A member with a description is separated from the previous one by a blank line.
            if (i > 0 && HasDescription(members[i]))
                _out.Append('\n');
            NewLine();
            Write(members[i]);
        }

        _indent--;
        NewLine();
        _out.Append('}');
    }

    private static bool HasDescription(Node member) =>
        member
            is FieldDefinitionNode { Description: not null }
                or InputValueDefinitionNode { Description: not null }
                or EnumValueDefinitionNode { Description: not null };

    private void WriteRootOperation(RootOperationNode root) =>
        _out.Append(root.Kind.ToString().ToLowerInvariant()).Append(": ").Append(root.Type.Name);

    private void WriteFieldDefinition(FieldDefinitionNode field)
    {
        WriteDescription(field.Description);
        _out.Append(field.Name.Value);
        WriteArgumentDefinitions(field.Arguments);
        _out.Append(": ");
        WriteType(field.Type);
        WriteDirectives(field.Directives);
    }

    private void WriteArgumentDefinitions(IReadOnlyList<InputValueDefinitionNode> arguments)
    {
        if (arguments.Count == 0)
            return;
        int start = _out.Length;
        WriteSeparated("(", arguments, ", ", ")");
        if (_out.Length - start <= MaxLineLength && arguments.All(argument => argument.Description is null))
            return;
        _out.Length = start;
        WriteParenthesizedLines(arguments);
    }

    private void WriteInputValue(InputValueDefinitionNode input)
    {
        WriteDescription(input.Description);
        _out.Append(input.Name.Value).Append(": ");
        WriteType(input.Type);
        WriteDefault(input.DefaultValue);
        WriteDirectives(input.Directives);
    }

    private void WriteEnumValue(EnumValueDefinitionNode value)
    {
        WriteDescription(value.Description);
        _out.Append(value.Name.Value);
        WriteDirectives(value.Directives);
    }

    private void WriteDirectiveDefinition(DirectiveDefinitionNode directive)
    {
        _out.Append("directive @").Append(directive.Name.Value);
        WriteArgumentDefinitions(directive.Arguments);
        if (directive.IsRepeatable)
            _out.Append(" repeatable");
        WriteSeparated(" on ", directive.Locations, " | ", "");
    }
}
