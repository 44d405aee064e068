using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>Coerces one field's arguments: CoerceArgumentValues() of spec section 6.4.1, prepared in advance.</summary>
internal sealed class CompiledArguments
{
    private readonly FieldDefinition _definition;
    private readonly ValueNode?[] _literals;
    private readonly SourceLocation _location;
    private ArgumentValues? _constantValues;

    public CompiledArguments(FieldDefinition definition, FieldNode node)
    {
        _definition = definition;
        _location = node.Location;
        _literals = new ValueNode?[definition.Arguments.Count];
        foreach (ArgumentNode argument in node.Arguments)
        {
            int index = definition.Arguments.IndexOf(argument.Name);
            if (index >= 0)
                _literals[index] = argument.Value;
        }

        IsConstant = !_literals.Any(HasVariable);
        if (_literals.Length == 0)
            _constantValues = ArgumentValues.None;
    }

    public bool IsConstant { get; }

    public ArgumentValues Coerce(VariableValues variables)
    {
        if (_constantValues is not null)
            return _constantValues;
        object?[] slots = new object?[_literals.Length];
        for (int i = 0; i < slots.Length; i++)
            slots[i] = Coerce(_definition.Arguments[i], _literals[i], variables);
        var values = new ArgumentValues(_definition.Arguments, slots);
        if (IsConstant)
            _constantValues = values;
        return values;
    }

    /// <summary>Whether the document provides a value for the argument.</summary>
    public bool HasValue(string name) =>
        _definition.Arguments.IndexOf(name) is >= 0 and var index && _literals[index] is not (null or NullValueNode);

    /// <summary>Coerces one argument. Null where it is absent.</summary>
    public object? Coerce(string name, VariableValues variables)
    {
        int index = _definition.Arguments.IndexOf(name);
        object? value = index < 0 ? null : Coerce(_definition.Arguments[index], _literals[index], variables);
        return ReferenceEquals(value, InputDictionary.Absent) ? null : value;
    }

    private object? Coerce(InputValueDefinition argument, ValueNode? node, VariableValues variables)
    {
        object? value = null;
        bool isVariable = node is VariableNode;
        bool isMissing = node is null || (node is VariableNode variable && !variables.TryGet(variable.Name, out value));
        if (isMissing)
            return CoerceMissing(argument, node);
        if (node is NullValueNode || (isVariable && value is null))
            return argument.Type.IsNonNull ? throw CreateError(argument, node!, "of non-null type", "must not be null.") : null;
        if (isVariable)
            return value;
        return LiteralCoercion.TryCoerce(node!, argument.Type, variables, out value)
            ? value
            : throw new ArgumentCoercionException($"Argument \"{argument.Name}\" has invalid value {node}.", [node!.Location]);
    }

    private object? CoerceMissing(InputValueDefinition argument, ValueNode? node)
    {
        if (argument.DefaultValue is not null)
            return argument.CoercedDefault;
        if (!argument.Type.IsNonNull)
            return InputDictionary.Absent;
        throw node is VariableNode variable
            ? CreateError(
                argument,
                node,
                "of required type",
                $"was provided the variable \"${variable.Name}\" which was not provided a runtime value."
            )
            : new ArgumentCoercionException(
                $"Argument \"{argument.Name}\" of required type \"{argument.Type}\" was not provided.",
                [_location]
            );
    }

    private static ArgumentCoercionException CreateError(InputValueDefinition argument, ValueNode node, string kind, string problem) =>
        new ArgumentCoercionException($"Argument \"{argument.Name}\" {kind} \"{argument.Type}\" {problem}", [node.Location]);

    private static bool HasVariable(ValueNode? node) =>
        node switch
        {
            VariableNode => true,
            ListValueNode list => list.Items.Any(HasVariable),
            ObjectValueNode map => map.Fields.Any(field => HasVariable(field.Value)),
            _ => false,
        };
}
