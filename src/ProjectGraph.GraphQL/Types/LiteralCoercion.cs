using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Types;

/// <summary>
/// Coerces literals to host values (spec sections 3.5 to 3.12, "input coercion"). Returns false for a value of another type;
/// the validation reports the reason.
/// </summary>
internal static class LiteralCoercion
{
    public static bool TryCoerce(ValueNode node, GraphQLType type, VariableValues? variables, out object? value)
    {
        value = null;
        if (node is VariableNode variable)
            return TryGetVariable(variable, type, variables, out value);
        if (type is NonNullType nonNull)
            return node is not NullValueNode && TryCoerce(node, nonNull.Inner, variables, out value);
        if (node is NullValueNode)
            return true;
        return type switch
        {
            ListType list => TryCoerceList(node, list, variables, out value),
            InputObjectType input => TryCoerceObject(node, input, variables, out value),
            EnumType e => TryCoerceEnum(node, e, out value),
            ScalarType scalar => TryCoerceScalar(node, scalar, variables, out value),
            _ => false,
        };
    }

    // A variable is already coerced to its own type. Validation has checked that it fits here.
    private static bool TryGetVariable(VariableNode variable, GraphQLType type, VariableValues? variables, out object? value)
    {
        value = null;
        return variables is not null && variables.TryGet(variable.Name, out value) && !(value is null && type.IsNonNull);
    }

    private static bool TryCoerceList(ValueNode node, ListType list, VariableValues? variables, out object? value)
    {
        value = null;
        if (node is not ListValueNode literal)
        {
            if (!TryCoerce(node, list.Item, variables, out object? single))
                return false;
            value = new[] { single };
            return true;
        }

        object?[] items = new object?[literal.Items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            // A list has no absent items, so an item whose variable has no value is null.
            bool missing = IsMissing(literal.Items[i], variables);
            if (missing ? list.Item.IsNonNull : !TryCoerce(literal.Items[i], list.Item, variables, out items[i]))
                return false;
        }

        value = items;
        return true;
    }

    private static bool TryCoerceObject(ValueNode node, InputObjectType type, VariableValues? variables, out object? value)
    {
        value = null;
        if (node is not ObjectValueNode literal)
            return false;
        object?[] slots = new object?[type.Fields.Count];
        Array.Fill(slots, InputDictionary.Absent);
        foreach (ObjectFieldNode field in literal.Fields)
        {
            int index = type.Fields.IndexOf(field.Name);
            if (index < 0)
                return false;
            if (!IsMissing(field.Value, variables) && !TryCoerce(field.Value, type.Fields[index].Type, variables, out slots[index]))
                return false;
        }

        bool complete = type.IsOneOf ? HasExactlyOne(literal, slots) : FillDefaults(type, slots);
        value = complete ? new InputObject(type, slots) : null;
        return complete;
    }

    private static bool HasExactlyOne(ObjectValueNode literal, object?[] slots) =>
        literal.Fields.Length == 1 && slots.Count(slot => slot is not null && !ReferenceEquals(slot, InputDictionary.Absent)) == 1;

    /// <summary>Sets the defaults of absent fields. Returns false where a required field is absent.</summary>
    internal static bool FillDefaults(InputObjectType type, object?[] slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            if (!ReferenceEquals(slots[i], InputDictionary.Absent))
                continue;
            InputValueDefinition definition = type.Fields[i];
            if (definition.DefaultValue is not null)
                slots[i] = definition.CoercedDefault;
            else if (definition.Type.IsNonNull)
                return false;
        }

        return true;
    }

    private static bool TryCoerceEnum(ValueNode node, EnumType type, out object? value)
    {
        EnumValue? found = node is EnumValueNode literal ? type.Values.Find(literal.Name) : null;
        value = found?.Value;
        return found is not null;
    }

    // A host's scalar may throw any exception for a value that it rejects.
    private static bool TryCoerceScalar(ValueNode node, ScalarType scalar, VariableValues? variables, out object? value)
    {
        try
        {
            value = scalar.CoerceLiteral(node, variables);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            value = null;
            return false;
        }
    }

    private static bool IsMissing(ValueNode node, VariableValues? variables) =>
        node is VariableNode variable && (variables is null || !variables.TryGet(variable.Name, out _));
}
