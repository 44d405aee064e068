using System.Globalization;
using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>
/// Spec sections 5.6.1, 5.6.2 and 5.6.4: literals match their types; input objects have all required fields and no unknown
/// ones.
/// </summary>
internal sealed class ValuesAreOfCorrectType(ValidationContext context) : ValidationRule(context)
{
    public override void EnterInput(ValueNode value)
    {
        if (Scope.Input is { IsInput: true } type)
            Check(value, type);
    }

    private void Check(ValueNode node, GraphQLType type)
    {
        // Another rule checks whether a variable fits its position.
        if (node is VariableNode)
            return;
        if (node is NullValueNode)
        {
            if (type.IsNonNull)
                Context.Report($"Expected value of type \"{type}\", found null.", node.Location);
            return;
        }

        switch (type.Nullable)
        {
            case ListType list:
                CheckList(node, list);
                break;
            case InputObjectType input:
                CheckObject(node, input, type);
                break;
            case EnumType e:
                CheckEnum(node, e);
                break;
            case ScalarType scalar:
                CheckScalar(node, scalar, type);
                break;
        }
    }

    private void CheckList(ValueNode node, ListType list)
    {
        if (node is not ListValueNode literal)
        {
            Check(node, list.Item);
            return;
        }

        if (literal.Items.Length > Context.Limits.MaxListSize)
        {
            Context.Report(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A list of {literal.Items.Length} items exceeds the limit of {Context.Limits.MaxListSize}."
                ),
                node.Location
            );
            return;
        }

        foreach (ValueNode item in literal.Items)
            Check(item, list.Item);
    }

    private void CheckObject(ValueNode node, InputObjectType type, GraphQLType position)
    {
        if (node is not ObjectValueNode literal)
        {
            Context.Report($"Expected value of type \"{position}\", found {node}.", node.Location);
            return;
        }

        foreach (InputValueDefinition field in type.Fields)
        {
            if (field.IsRequired && literal.Field(field.Name) is null)
            {
                Context.Report($"Field \"{type.Name}.{field.Name}\" of required type \"{field.Type}\" was not provided.", node.Location);
            }
        }

        if (type.IsOneOf)
            CheckOneOf(literal, type);
        foreach (ObjectFieldNode field in literal.Fields)
            CheckField(field, type);
    }

    private void CheckField(ObjectFieldNode field, InputObjectType type)
    {
        string name = field.Name;
        if (type.Fields.TryGet(name, out InputValueDefinition? definition))
        {
            Check(field.Value, definition.Type);
            return;
        }

        string suggestion = Context.DidYouMean(name, type.Fields.Names);
        Context.Report($"Field \"{name}\" is not defined by type \"{type.Name}\".{suggestion}", field.Location);
    }

    private void CheckOneOf(ObjectValueNode literal, InputObjectType type)
    {
        if (literal.Fields.Length != 1)
            Context.Report($"OneOf Input Object \"{type.Name}\" must specify exactly one key.", literal.Location);
        else if (literal.Fields[0].Value is NullValueNode)
            Context.Report($"Field \"{type.Name}.{literal.Fields[0].Name}\" must be non-null.", literal.Location);
    }

    private void CheckEnum(ValueNode node, EnumType type)
    {
        if (node is not EnumValueNode literal)
        {
            string text = node.ToString();
            Context.Report($"Enum \"{type.Name}\" cannot represent non-enum value: {text}.{EnumSuggestion(text, type)}", node.Location);
        }
        else if (type.Values.Find(literal.Name) is null)
        {
            Context.Report(
                $"Value \"{literal.Name}\" does not exist in \"{type.Name}\" enum.{EnumSuggestion(literal.Name, type)}",
                node.Location
            );
        }
    }

    private string EnumSuggestion(string given, EnumType type) => Context.DidYouMean(() => JsonCoercion.EnumSuggestion(given, type));

    private void CheckScalar(ValueNode node, ScalarType scalar, GraphQLType position)
    {
        try
        {
            scalar.CoerceLiteral(node, null);
        }
        catch (GraphQLException exception)
        {
            Context.Report(exception.Message, node.Location);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or ValidationAbortedException))
        {
            Context.Report($"Expected value of type \"{position}\", found {node}; {exception.Message}", node.Location);
        }
    }
}
