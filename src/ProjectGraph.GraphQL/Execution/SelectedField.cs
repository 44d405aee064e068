using System.Text.Json;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>
/// A field to be answered, compiled: merged from all its occurrences on one object type. Lives as long as the cached
/// document, is shared by concurrent requests, and therefore holds nothing of any one of them.
/// </summary>
public sealed class SelectedField
{
    private readonly IReadOnlyList<GuardedField> _occurrences;
    private readonly ArgumentPlan _arguments;
    private object? _slot;

    internal SelectedField(
        ObjectType parentType, FieldDefinition definition, IReadOnlyList<GuardedField> occurrences, SelectionSet? selections)
    {
        ParentType = parentType;
        Definition = definition;
        Selections = selections;
        ResponseName = occurrences[0].Node.ResponseName;
        EncodedName = JsonEncodedText.Encode(ResponseName);
        _occurrences = occurrences;
        IsConditional = occurrences.All(occurrence => occurrence.Guards.Count > 0);
        _arguments = new ArgumentPlan(definition, occurrences[0].Node);
    }

    /// <summary>The object type that this field is selected on.</summary>
    public ObjectType ParentType { get; }

    public FieldDefinition Definition { get; }

    /// <summary>The alias, or the field's name.</summary>
    public string ResponseName { get; }

    /// <summary><see cref="ResponseName"/>, ready to be written.</summary>
    public JsonEncodedText EncodedName { get; }

    /// <summary>The sub-selection of a field of composite type, else null.</summary>
    public SelectionSet? Selections { get; }

    /// <summary>Whether @skip and @include depend on variables; if not, the field is always included.</summary>
    public bool IsConditional { get; }

    /// <summary>Whether the arguments are the same in every request.</summary>
    public bool HasConstantArguments => _arguments.IsConstant;

    /// <summary>Whether the document gives the argument a value, of whatever variable.</summary>
    public bool IsGiven(string argument) => _arguments.IsGiven(argument);

    /// <summary>What @skip and @include say under these variables.</summary>
    /// <exception cref="GraphQLException">A nullable variable of a condition is null.</exception>
    public bool IsIncluded(VariableValues variables)
    {
        if (!IsConditional)
            return true;
        foreach (GuardedField occurrence in _occurrences)
        {
            if (Guard.AllHold(occurrence.Guards, variables))
                return true;
        }

        return false;
    }

    /// <summary>Where the field stands in the text, without the occurrences that these variables exclude.</summary>
    public IReadOnlyList<SourceLocation> LocationsUnder(VariableValues variables) =>
    [
        .. _occurrences
            .Where(occurrence => Guard.AllSurelyHold(occurrence.Guards, variables))
            .Select(occurrence => occurrence.Node.Location),
    ];

    /// <summary>The arguments under these variables. Constant ones are coerced once and shared.</summary>
    /// <exception cref="GraphQLException">An argument cannot be coerced.</exception>
    public ArgumentValues CoerceArguments(VariableValues variables) => _arguments.Coerce(variables);

    /// <summary>One argument alone under these variables; null where it is absent.</summary>
    /// <exception cref="GraphQLException">It cannot be coerced.</exception>
    public object? CoerceArgument(string name, VariableValues variables) => _arguments.Coerce(name, variables);

    /// <summary>
    /// One slot for what a host compiles from this field, e.g. its query plan. Concurrent first calls may each create one;
    /// all get the same.
    /// </summary>
    public T GetOrAdd<T>(Func<SelectedField, T> create)
        where T : class
    {
        if (Volatile.Read(ref _slot) is T existing)
            return existing;
        T created = create(this);
        return (T)(Interlocked.CompareExchange(ref _slot, created, null) ?? created);
    }

    public override string ToString() => $"{ParentType.Name}.{Definition.Name} as {ResponseName}";
}
