using System.Collections.Concurrent;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>
/// What is selected on a composite type: per object type the fields in response order, fragments flattened, equal response
/// names merged. Worked out once per object type and kept with the document.
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

    /// <summary>The object types that may occur; each has its own fields.</summary>
    public IReadOnlyList<ObjectType> PossibleTypes => _source.Schema.PossibleTypes(Type);

    /// <summary>
    /// All fields for an object type, also those that a variable may exclude (see <see cref="SelectedField.IsIncluded"/>).
    /// </summary>
    public IReadOnlyList<SelectedField> ForType(ObjectType type) => FieldsOf(type);

    internal SelectedField[] FieldsOf(ObjectType type)
    {
        // A list is nearly always of one type; remembering the last one spares it the look-ups.
        KeyValuePair<ObjectType, SelectedField[]>[] last = _last;
        if (last.Length == 1 && ReferenceEquals(last[0].Key, type))
            return last[0].Value;
        SelectedField[] fields = _byType.GetOrAdd(type, static (t, self) => FieldCollector.Collect(t, self._source, self._parts), this);
        _last = [new(type, fields)];
        return fields;
    }
}
