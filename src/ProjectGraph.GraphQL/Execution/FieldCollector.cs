using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Execution;

/// <summary>
/// Collects fields at compile time: CollectFields() of spec section 6.3.2. Conditions on variables become guards.
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
            IReadOnlyList<Guard>? guards = Guard.Add(outer, selection.Directives);
            if (guards is null)
                continue;
            switch (selection)
            {
                case FieldNode field:
                    Add(field, guards);
                    break;
                case InlineFragmentNode inline when Applies(inline.TypeCondition):
                    Collect(inline.SelectionSet, guards);
                    break;
                case FragmentSpreadNode spread:
                    CollectFragment(spread, guards);
                    break;
            }
        }
    }

    private void CollectFragment(FragmentSpreadNode spread, IReadOnlyList<Guard> guards)
    {
        // A guarded fragment may be excluded at run time, so a later spread of it must be visited again.
        if (_visited.Contains(spread.Name.Value) || (guards.Count == 0 && !_visited.Add(spread.Name.Value)))
            return;
        FragmentNode fragment = _source.Fragments[spread.Name.Value];
        if (Applies(fragment.TypeCondition))
            Collect(fragment.SelectionSet, guards);
    }

    private void Add(FieldNode field, IReadOnlyList<Guard> guards)
    {
        if (!_fields.TryGetValue(field.ResponseName, out List<GuardedField>? occurrences))
            _fields.Add(field.ResponseName, occurrences = []);
        occurrences.Add(new GuardedField(field, guards));
    }

    private bool Applies(NamedTypeNode? condition) =>
        condition is null
        || (_source.Schema.FindType(condition.Name) is CompositeType type && Schema.IsSubType(type, _type));

    private SelectedField Select(List<GuardedField> occurrences)
    {
        FieldNode first = occurrences[0].Node;
        FieldDefinition definition = _source.Schema.FindField(_type, first.Name)
            ?? throw new InvalidOperationException($"{_type.Name}.{first.Name} is not defined: the document was not validated.");
        SelectionSet? selections = definition.Type.Named is CompositeType composite
            ? new SelectionSet(composite, _source, SubSelections(occurrences))
            : null;
        return new SelectedField(_type, definition, occurrences, selections);
    }

    // With one occurrence, the field's own guards have already decided. With several, each part has its own guards.
    private static GuardedSelections[] SubSelections(List<GuardedField> occurrences) =>
    [
        .. occurrences
            .Where(occurrence => occurrence.Node.SelectionSet is not null)
            .Select(occurrence => new GuardedSelections(
                occurrence.Node.SelectionSet!, occurrences.Count == 1 ? [] : occurrence.Guards)),
    ];
}
