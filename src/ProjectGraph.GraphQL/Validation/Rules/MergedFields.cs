using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>The fields of several selection sets by response name, fragments put in place.</summary>
internal sealed class MergedFields(ValidationContext context)
{
    private readonly OrderedDictionary<string, List<MergedField>> _byResponseName = new(StringComparer.Ordinal);

    /// <summary>The fragments met. Each counts once: its fields are the same wherever it is spread.</summary>
    public HashSet<string> Fragments { get; } = new(StringComparer.Ordinal);

    public IEnumerable<List<MergedField>> ByResponseName => _byResponseName.Values;

    public void Add(SelectionSetNode selections, CompositeType? parent, MergedField? outer)
    {
        foreach (SelectionNode selection in selections.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    Add(field, parent, outer);
                    break;
                case InlineFragmentNode inline:
                    Add(inline.SelectionSet, inline.TypeCondition is null ? parent : Type(inline.TypeCondition), outer);
                    break;
                case FragmentSpreadNode spread when Fragments.Add(spread.Name.Value):
                    if (context.Fragment(spread.Name.Value) is { } fragment)
                        Add(fragment.SelectionSet, Type(fragment.TypeCondition), outer);
                    break;
            }
        }
    }

    private void Add(FieldNode field, CompositeType? parent, MergedField? outer)
    {
        if (!_byResponseName.TryGetValue(field.ResponseName, out List<MergedField>? fields))
            _byResponseName.Add(field.ResponseName, fields = []);
        FieldDefinition? definition = parent is null ? null : context.Schema.FindField(parent, field.Name);
        fields.Add(new MergedField(field, parent, definition, outer));
    }

    private CompositeType? Type(NamedTypeNode condition) => context.Schema.FindType(condition.Name) as CompositeType;
}

/// <summary>A field, and the field whose sub-selection it was found in.</summary>
internal sealed record MergedField(FieldNode Node, CompositeType? Parent, FieldDefinition? Definition, MergedField? Outer);
