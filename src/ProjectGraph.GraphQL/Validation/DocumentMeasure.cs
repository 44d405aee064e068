using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>
/// Measures a selection with expanded fragments, without expanding them. Each fragment is measured once, however often it is
/// spread.
/// </summary>
internal sealed class DocumentMeasure(ValidationContext context)
{
    // Above every limit, and small enough that sums of it do not overflow.
    private const long Ceiling = 1L << 40;

    private Dictionary<string, Size?>? _fragments;

    /// <summary>Whether the nesting exceeds the limit. Deeper nodes are not visited.</summary>
    public bool IsTooNested { get; private set; }

    public bool HasCycles { get; private set; }

    public Size Measure(SelectionSetNode selections) => Measure(selections, 1);

    public void MeasureFragment(FragmentNode fragment) => Fragment(fragment.Name.Value, 1);

    private Size Measure(SelectionSetNode selections, int level)
    {
        if (level > context.Limits.MaxNesting)
        {
            IsTooNested = true;
            return default;
        }

        Size total = default;
        foreach (SelectionNode selection in selections.Selections)
        {
            total = total.And(selection switch
            {
                FieldNode field => Field(field, level),
                InlineFragmentNode inline => Measure(inline.SelectionSet, level + 1),
                FragmentSpreadNode spread => Fragment(spread.Name.Value, level + 1),
                _ => default,
            });
        }

        return total with { Height = total.Height + 1 };
    }

    private Size Field(FieldNode field, int level)
    {
        Size nested = field.SelectionSet is null ? default : Measure(field.SelectionSet, level + 1);
        return new Size(nested.Depth + 1, nested.Height, 1, nested.Fields + 1, nested.Aliases + (field.Alias is null ? 0 : 1));
    }

    private Size Fragment(string name, int level)
    {
        _fragments ??= new(StringComparer.Ordinal);
        if (_fragments.TryGetValue(name, out Size? known))
        {
            // A fragment that has begun and not ended contains itself.
            if (known is null)
                HasCycles = true;
            else if (level + known.Value.Height > context.Limits.MaxNesting)
                IsTooNested = true;
            return known ?? default;
        }

        if (context.Fragment(name) is not { } fragment)
            return default;
        _fragments[name] = null;
        Size size = Measure(fragment.SelectionSet, level);
        _fragments[name] = size;
        return size;
    }

    /// <param name="Depth">The depth of nested fields.</param>
    /// <param name="Height">The depth of nested selection sets, including those of fragments.</param>
    /// <param name="TopFields">The number of fields of the selection itself.</param>
    /// <param name="Fields">The total number of fields.</param>
    /// <param name="Aliases">The total number of aliases.</param>
    internal readonly record struct Size(int Depth, int Height, long TopFields, long Fields, long Aliases)
    {
        public Size And(Size other) => new(
            Math.Max(Depth, other.Depth),
            Math.Max(Height, other.Height),
            Math.Min(Ceiling, TopFields + other.TopFields),
            Math.Min(Ceiling, Fields + other.Fields),
            Math.Min(Ceiling, Aliases + other.Aliases));
    }
}
