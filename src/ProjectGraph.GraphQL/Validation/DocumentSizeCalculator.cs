using ProjectGraph.GraphQL.Language;

namespace ProjectGraph.GraphQL.Validation;

/// <summary>
/// Measures a selection with expanded fragments, without expanding them. Each fragment is measured once, however often it is
/// spread.
/// </summary>
internal sealed class DocumentSizeCalculator(ValidationContext context)
{
    // Above every limit, and small enough that sums of it do not overflow.
    private const long MaxTotal = 1L << 40;

    private Dictionary<string, Size?>? _fragments;

    /// <summary>Whether the nesting exceeds the limit. Deeper nodes are not visited.</summary>
    public bool IsTooNested { get; private set; }

    public bool HasCycles { get; private set; }

    public Size Measure(SelectionSetNode selections) => Measure(selections, 1);

    public void MeasureFragment(FragmentNode fragment) => MeasureFragmentNamed(fragment.Name.Value, 1);

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
            total = total.Add(
                selection switch
                {
                    FieldNode field => MeasureField(field, level),
                    InlineFragmentNode inline => Measure(inline.SelectionSet, level + 1),
                    FragmentSpreadNode spread => MeasureFragmentNamed(spread.Name.Value, level + 1),
                    _ => default,
                }
            );
        }

        return total with
        {
            NestingDepth = total.NestingDepth + 1,
        };
    }

    private Size MeasureField(FieldNode field, int level)
    {
        Size nested = field.SelectionSet is null ? default : Measure(field.SelectionSet, level + 1);
        return new Size(nested.Depth + 1, nested.NestingDepth, 1, nested.Fields + 1, nested.Aliases + (field.Alias is null ? 0 : 1));
    }

    private Size MeasureFragmentNamed(string name, int level)
    {
        _fragments ??= new(StringComparer.Ordinal);
        if (_fragments.TryGetValue(name, out Size? known))
        {
            // A fragment that has begun and not ended contains itself.
            if (known is null)
                HasCycles = true;
            else if (level + known.Value.NestingDepth > context.Limits.MaxNesting)
                IsTooNested = true;
            return known ?? default;
        }

        if (context.FindFragment(name) is not { } fragment)
            return default;
        _fragments[name] = null;
        Size size = Measure(fragment.SelectionSet, level);
        _fragments[name] = size;
        return size;
    }

    /// <param name="Depth">The depth of nested fields.</param>
    /// <param name="NestingDepth">The depth of nested selection sets, including those of fragments.</param>
    /// <param name="RootFields">The number of fields of the selection itself.</param>
    /// <param name="Fields">The total number of fields.</param>
    /// <param name="Aliases">The total number of aliases.</param>
    internal readonly record struct Size(int Depth, int NestingDepth, long RootFields, long Fields, long Aliases)
    {
        public Size Add(Size other) =>
            new(
                Math.Max(Depth, other.Depth),
                Math.Max(NestingDepth, other.NestingDepth),
                Math.Min(MaxTotal, RootFields + other.RootFields),
                Math.Min(MaxTotal, Fields + other.Fields),
                Math.Min(MaxTotal, Aliases + other.Aliases)
            );
    }
}
