using System.Text.Json;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>
/// A compiled field, merged from all its occurrences on one object type. It lives as long as the cached document and is
/// shared by concurrent requests, so it holds no state of a request.
/// </summary>
public sealed class SelectedField
{
    private readonly IReadOnlyList<ConditionalField> _occurrences;
    private readonly CompiledArguments _arguments;
    private object? _hostObject;

    internal SelectedField(
        ObjectType parentType,
        FieldDefinition definition,
        IReadOnlyList<ConditionalField> occurrences,
        SelectionSet? selections
    )
    {
        ParentType = parentType;
        Definition = definition;
        Selections = selections;
        ResponseName = occurrences[0].Node.ResponseName;
        EncodedName = JsonEncodedText.Encode(ResponseName);
        _occurrences = occurrences;
        IsConditional = occurrences.All(occurrence => occurrence.Conditions.Count > 0);
        _arguments = new CompiledArguments(definition, occurrences[0].Node);
    }

    /// <summary>The object type that this field is selected on.</summary>
    public ObjectType ParentType { get; }

    public FieldDefinition Definition { get; }

    /// <summary>The alias, or the field's name where there is none.</summary>
    public string ResponseName { get; }

    /// <summary>The <see cref="ResponseName"/>, encoded for writing.</summary>
    public JsonEncodedText EncodedName { get; }

    /// <summary>The sub-selection of a field of composite type. Null for other fields.</summary>
    public SelectionSet? Selections { get; }

    /// <summary>Whether @skip and @include depend on variables. If not, the field is always included.</summary>
    public bool IsConditional { get; }

    /// <summary>Whether the arguments are the same in every request.</summary>
    public bool HasConstantArguments => _arguments.IsConstant;

    /// <summary>Whether the document provides a value for the argument, constant or variable.</summary>
    public bool HasArgumentValue(string argument) => _arguments.HasValue(argument);

    /// <summary>Evaluates @skip and @include with these variables.</summary>
    /// <exception cref="GraphQLException">A nullable variable of a condition is null.</exception>
    public bool IsIncluded(VariableValues variables)
    {
        if (!IsConditional)
            return true;
        foreach (ConditionalField occurrence in _occurrences)
        {
            if (InclusionCondition.AreAllMet(occurrence.Conditions, variables))
                return true;
        }

        return false;
    }

    /// <summary>The field's locations in the text, without the occurrences that these variables exclude.</summary>
    public IReadOnlyList<SourceLocation> GetLocations(VariableValues variables) =>
        [
            .. _occurrences
                .Where(occurrence => InclusionCondition.AreAllKnownToBeMet(occurrence.Conditions, variables))
                .Select(occurrence => occurrence.Node.Location),
        ];

    /// <summary>Coerces the arguments with these variables. Constant arguments are coerced once and shared.</summary>
    /// <exception cref="GraphQLException">An argument cannot be coerced.</exception>
    public ArgumentValues CoerceArguments(VariableValues variables) => _arguments.Coerce(variables);

    /// <summary>Coerces one argument with these variables. Null where it is absent.</summary>
    /// <exception cref="GraphQLException">The argument cannot be coerced.</exception>
    public object? CoerceArgument(string name, VariableValues variables) => _arguments.Coerce(name, variables);

    /// <summary>
    /// Stores one object that a host compiles from this field, for example its query plan. Concurrent first calls may each
    /// create one, and all get the same.
    /// </summary>
    public T GetOrAdd<T>(Func<SelectedField, T> create)
        where T : class
    {
        if (Volatile.Read(ref _hostObject) is T existing)
            return existing;
        T created = create(this);
        return (T)(Interlocked.CompareExchange(ref _hostObject, created, null) ?? created);
    }

    public override string ToString() => $"{ParentType.Name}.{Definition.Name} as {ResponseName}";
}
