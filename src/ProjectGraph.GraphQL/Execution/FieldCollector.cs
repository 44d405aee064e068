using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>
/// Collects fields at compile time: CollectFields() of spec section 6.3.2. Conditions on variables are evaluated per request.
/// </summary>
internal sealed class FieldCollector
{
    private readonly ObjectType _type;
    private readonly SelectionSource _source;
    private readonly OrderedDictionary<string, List<GuardedField>> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    private FieldCollector(ObjectType type, SelectionSource source)
    {
        _type = type;
        _source = source;
    }

    public static SelectedField[] Collect(ObjectType type, SelectionSource source, IReadOnlyList<GuardedSelections> parts)
    {
        var collector = new FieldCollector(type, source);
        foreach (GuardedSelections part in parts)
            collector.Collect(part.Node, part.Guards);
        return [.. collector._fields.Values.Select(collector.Select)];
    }

    private void Collect(SelectionSetNode selections, IReadOnlyList<Guard> outer)
    {
        foreach (SelectionNode selection in selections.Selections)
        {
            IReadOnlyList<Guard>? conditions = Guard.Add(outer, selection.Directives);
            if (conditions is null)
                continue;
            switch (selection)
            {
                case FieldNode field:
                    Add(field, conditions);
                    break;
                case InlineFragmentNode inline when Applies(inline.TypeCondition):
                    Collect(inline.SelectionSet, conditions);
                    break;
                case FragmentSpreadNode spread:
                    CollectFragment(spread, conditions);
                    break;
            }
        }
    }

    private void CollectFragment(FragmentSpreadNode spread, IReadOnlyList<Guard> conditions)
    {
        // A conditional fragment may be excluded at run time, so a later spread of it must be visited again.
        if (_visited.Contains(spread.Name.Value) || (conditions.Count == 0 && !_visited.Add(spread.Name.Value)))
            return;
        FragmentNode fragment = _source.Fragments[spread.Name.Value];
        if (Applies(fragment.TypeCondition))
            Collect(fragment.SelectionSet, conditions);
    }

    private void Add(FieldNode field, IReadOnlyList<Guard> conditions)
    {
        if (!_fields.TryGetValue(field.ResponseName, out List<GuardedField>? occurrences))
            _fields.Add(field.ResponseName, occurrences = []);
        occurrences.Add(new GuardedField(field, conditions));
    }

    private bool Applies(NamedTypeNode? condition) =>
        condition is null
        || (_source.Schema.FindType(condition.Name) is CompositeType type && Schema.IsSubType(type, _type));

    private SelectedField Select(List<GuardedField> occurrences)
    {
        FieldNode first = occurrences[0].Node;
        FieldDefinition definition = _source.Schema.FindField(_type, first.Name)
            ?? throw new InvalidOperationException($"{_type.Name}.{first.Name} is not defined. Validate the document first.");
        SelectionSet? selections = definition.Type.Named is CompositeType composite
            ? new SelectionSet(composite, _source, SubSelections(occurrences))
            : null;
        return new SelectedField(_type, definition, occurrences, selections);
    }

    // With one occurrence, the field's own conditions have already decided. With several, each part has its own conditions.
    private static GuardedSelections[] SubSelections(List<GuardedField> occurrences) =>
    [
        .. occurrences
            .Where(occurrence => occurrence.Node.SelectionSet is not null)
            .Select(occurrence => new GuardedSelections(
                occurrence.Node.SelectionSet!, occurrences.Count == 1 ? [] : occurrence.Guards)),
    ];
}
