using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>
/// Finds the fields of several selection sets that share a response name, with expanded fragments. It reads the sets once
/// for names and, if a name is repeated, once more for fields. Its buffers are reused for all sets.
/// </summary>
internal sealed class FieldMerger(ValidationContext context)
{
    // Far above the work that the limit of fields allows an ordinary document to need.
    private const int MaxWork = 1_000_000;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _repeated = new(StringComparer.Ordinal);

    // Each fragment counts once, because its fields are the same wherever it is spread.
    private readonly HashSet<string> _fragments = new(StringComparer.Ordinal);
    private int _work;

    public bool IsLimitReached => _work > MaxWork;

    /// <summary>Groups the fields of a single selection set. Null where no name is repeated.</summary>
    public MergedFields? Merge(SelectionSetNode selections, CompositeType? parent)
    {
        _names.Clear();
        _repeated.Clear();
        _fragments.Clear();
        ReadNames(selections);
        if (_repeated.Count == 0)
            return null;
        _fragments.Clear();
        var merged = new MergedFields();
        ReadFields(selections, parent, null, merged);
        return merged;
    }

    /// <summary>Groups the fields of the sub-selections of several fields. Null where no name is repeated.</summary>
    public MergedFields? MergeSubSelections(List<MergedField> fields)
    {
        _names.Clear();
        _repeated.Clear();
        _fragments.Clear();
        foreach (MergedField field in fields)
        {
            if (field.Node.SelectionSet is not null)
                ReadNames(field.Node.SelectionSet);
        }

        if (_repeated.Count == 0)
            return null;
        _fragments.Clear();
        var merged = new MergedFields();
        foreach (MergedField field in fields)
        {
            if (field.Node.SelectionSet is not null)
                ReadFields(field.Node.SelectionSet, field.Definition?.Type.InnermostType as CompositeType, field, merged);
        }

        return merged;
    }

    private void ReadNames(SelectionSetNode selections)
    {
        _work += selections.Selections.Length;
        foreach (SelectionNode selection in selections.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    if (!_names.Add(field.ResponseName))
                        _repeated.Add(field.ResponseName);
                    break;
                case InlineFragmentNode inline:
                    ReadNames(inline.SelectionSet);
                    break;
                case FragmentSpreadNode spread when _fragments.Add(spread.Name.Value):
                    if (context.FindFragment(spread.Name.Value) is { } fragment)
                        ReadNames(fragment.SelectionSet);
                    break;
            }
        }
    }

    private void ReadFields(SelectionSetNode selections, CompositeType? parent, MergedField? outer, MergedFields merged)
    {
        foreach (SelectionNode selection in selections.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    if (_repeated.Contains(field.ResponseName))
                        merged.Add(new MergedField(field, parent, FindDefinition(field, parent), outer));
                    break;
                case InlineFragmentNode inline:
                    CompositeType? type = inline.TypeCondition is null ? parent : FindType(inline.TypeCondition);
                    ReadFields(inline.SelectionSet, type, outer, merged);
                    break;
                case FragmentSpreadNode spread when _fragments.Add(spread.Name.Value):
                    if (context.FindFragment(spread.Name.Value) is { } fragment)
                        ReadFields(fragment.SelectionSet, FindType(fragment.TypeCondition), outer, merged);
                    break;
            }
        }
    }

    private FieldDefinition? FindDefinition(FieldNode field, CompositeType? parent) =>
        parent is null ? null : context.Schema.FindField(parent, field.Name);

    private CompositeType? FindType(NamedTypeNode condition) => context.Schema.FindType(condition.Name) as CompositeType;
}

/// <summary>Groups of fields with the same response name. Each group has at least two fields.</summary>
internal sealed class MergedFields
{
    private readonly OrderedDictionary<string, List<MergedField>> _byResponseName = new(StringComparer.Ordinal);

    public OrderedDictionary<string, List<MergedField>>.ValueCollection Groups => _byResponseName.Values;

    public void Add(MergedField field)
    {
        if (!_byResponseName.TryGetValue(field.Node.ResponseName, out List<MergedField>? fields))
            _byResponseName.Add(field.Node.ResponseName, fields = []);
        fields.Add(field);
    }
}

/// <summary>A field, and the field that contains it in its sub-selection.</summary>
internal sealed record MergedField(FieldNode Node, CompositeType? Parent, FieldDefinition? Definition, MergedField? ContainingField);
