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
    private readonly OrderedDictionary<string, List<ConditionalField>> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    private FieldCollector(ObjectType type, SelectionSource source)
    {
        _type = type;
        _source = source;
    }

    public static SelectedField[] Collect(ObjectType type, SelectionSource source, IReadOnlyList<ConditionalSelections> parts)
    {
        var collector = new FieldCollector(type, source);
        foreach (ConditionalSelections part in parts)
            collector.Collect(part.Node, part.Conditions);
        return [.. collector._fields.Values.Select(collector.CompileField)];
    }

    private void Collect(SelectionSetNode selections, IReadOnlyList<InclusionCondition> outer)
    {
        foreach (SelectionNode selection in selections.Selections)
        {
            IReadOnlyList<InclusionCondition>? conditions = InclusionCondition.Append(outer, selection.Directives);
            if (conditions is null)
                continue;
            switch (selection)
            {
                case FieldNode field:
                    Add(field, conditions);
                    break;
                case InlineFragmentNode inline when TypeConditionApplies(inline.TypeCondition):
                    Collect(inline.SelectionSet, conditions);
                    break;
                case FragmentSpreadNode spread:
                    CollectFragment(spread, conditions);
                    break;
            }
        }
    }

    private void CollectFragment(FragmentSpreadNode spread, IReadOnlyList<InclusionCondition> conditions)
    {
        // A conditional fragment may be excluded at run time, so a later spread of it must be visited again.
        if (_visited.Contains(spread.Name.Value) || (conditions.Count == 0 && !_visited.Add(spread.Name.Value)))
            return;
        FragmentNode fragment = _source.Fragments[spread.Name.Value];
        if (TypeConditionApplies(fragment.TypeCondition))
            Collect(fragment.SelectionSet, conditions);
    }

    private void Add(FieldNode field, IReadOnlyList<InclusionCondition> conditions)
    {
        if (!_fields.TryGetValue(field.ResponseName, out List<ConditionalField>? occurrences))
            _fields.Add(field.ResponseName, occurrences = []);
        occurrences.Add(new ConditionalField(field, conditions));
    }

    private bool TypeConditionApplies(NamedTypeNode? condition) =>
        condition is null || (_source.Schema.FindType(condition.Name) is CompositeType type && Schema.IsSubType(type, _type));

    private SelectedField CompileField(List<ConditionalField> occurrences)
    {
        FieldNode first = occurrences[0].Node;
        FieldDefinition definition = _source.Schema.FindField(_type, first.Name)
            ?? throw new InvalidOperationException($"{_type.Name}.{first.Name} is not defined. Validate the document first.");
        SelectionSet? selections = definition.Type.InnermostType is CompositeType composite
            ? new SelectionSet(composite, _source, GetSubSelections(occurrences))
            : null;
        return new SelectedField(_type, definition, occurrences, selections);
    }

    // With one occurrence, the field's own conditions have already decided. With several, each part has its own conditions.
    private static ConditionalSelections[] GetSubSelections(List<ConditionalField> occurrences) =>
        [
            .. occurrences
                .Where(occurrence => occurrence.Node.SelectionSet is not null)
                .Select(occurrence => new ConditionalSelections(
                    occurrence.Node.SelectionSet!,
                    occurrences.Count == 1 ? [] : occurrence.Conditions
                )),
        ];
}
