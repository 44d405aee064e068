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
    private readonly IReadOnlyList<GuardedSelections> _parts;
    private readonly ConcurrentDictionary<ObjectType, SelectedField[]> _byType = new();
    private KeyValuePair<ObjectType, SelectedField[]>[] _last = [];

    internal SelectionSet(CompositeType type, SelectionSource source, IReadOnlyList<GuardedSelections> parts)
    {
        Type = type;
        _source = source;
        _parts = parts;
    }

    public CompositeType Type { get; }

    /// <summary>The possible object types. Each has its own fields.</summary>
    public IReadOnlyList<ObjectType> PossibleTypes => _source.Schema.PossibleTypes(Type);

    /// <summary>
    /// All fields for an object type, including those that a variable may exclude (see
    /// <see cref="SelectedField.IsIncluded"/>).
    /// </summary>
    public IReadOnlyList<SelectedField> ForType(ObjectType type) => FieldsOf(type);

    internal SelectedField[] FieldsOf(ObjectType type)
    {
        // Most lists contain one object type. Remembering the last one saves look-ups.
        KeyValuePair<ObjectType, SelectedField[]>[] last = _last;
        if (last.Length == 1 && ReferenceEquals(last[0].Key, type))
            return last[0].Value;
        SelectedField[] fields = _byType.GetOrAdd(type, static (t, self) => FieldCollector.Collect(t, self._source, self._parts), this);
        _last = [new(type, fields)];
        return fields;
    }
}
