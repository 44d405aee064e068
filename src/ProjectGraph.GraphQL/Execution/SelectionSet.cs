using System.Collections.Concurrent;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>
/// A selection on a composite type. Contains the fields per object type in response order, with flattened fragments and
/// merged response names. Collected once per object type and cached with the document.
/// </summary>
public sealed class SelectionSet
{
    private readonly SelectionSource _source;
    private readonly IReadOnlyList<ConditionalSelections> _selections;
    private readonly ConcurrentDictionary<ObjectType, SelectedField[]> _byType = new();
    private KeyValuePair<ObjectType, SelectedField[]>[] _lastUsed = [];

    internal SelectionSet(CompositeType type, SelectionSource source, IReadOnlyList<ConditionalSelections> parts)
    {
        Type = type;
        _source = source;
        _selections = parts;
    }

    public CompositeType Type { get; }

    /// <summary>The possible object types. Each has its own fields.</summary>
    public IReadOnlyList<ObjectType> PossibleTypes => _source.Schema.GetPossibleTypes(Type);

    /// <summary>
    /// All fields for an object type, including those that a variable may exclude (see
    /// <see cref="SelectedField.IsIncluded"/>).
    /// </summary>
    public IReadOnlyList<SelectedField> GetFields(ObjectType type) => GetFieldArray(type);

    internal SelectedField[] GetFieldArray(ObjectType type)
    {
        // Most lists contain one object type. Remembering the last one saves look-ups.
        KeyValuePair<ObjectType, SelectedField[]>[] last = _lastUsed;
        if (last.Length == 1 && ReferenceEquals(last[0].Key, type))
            return last[0].Value;
        SelectedField[] fields = _byType.GetOrAdd(
            type,
            static (t, self) => FieldCollector.Collect(t, self._source, self._selections),
            this
        );
        _lastUsed = [new(type, fields)];
        return fields;
    }
}
