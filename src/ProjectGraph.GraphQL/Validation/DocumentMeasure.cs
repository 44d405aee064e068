using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>
/// How much a selection is once its fragments are put in place, worked out without putting them there: a fragment is
/// measured once, whatever the number of its spreads.
/// </summary>
internal sealed class DocumentMeasure(ValidationContext context)
{
    // Large enough to be beyond every limit, small enough that sums of it do not overflow.
    private const long Ceiling = 1L << 40;

    private Dictionary<string, Size?>? _fragments;

    /// <summary>Nesting beyond the limit was met, and not followed.</summary>
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
        Size below = field.SelectionSet is null ? default : Measure(field.SelectionSet, level + 1);
        return new Size(below.Depth + 1, below.Height, 1, below.Fields + 1, below.Aliases + (field.Alias is null ? 0 : 1));
    }

    private Size Fragment(string name, int level)
    {
        _fragments ??= new(StringComparer.Ordinal);
        if (_fragments.TryGetValue(name, out Size? known))
        {
            // Begun and not ended: we are inside it.
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

    /// <param name="Depth">Fields below each other.</param>
    /// <param name="Height">Selection sets inside each other, those of fragments too.</param>
    /// <param name="TopFields">Fields of the selection itself.</param>
    /// <param name="Fields">Fields in all.</param>
    /// <param name="Aliases">Aliases in all.</param>
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
