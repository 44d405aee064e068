using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>
/// Spec section 5.3.2. Not by comparing pairs: all fields of one response name are looked at together, level by level, and
/// differ only if their signatures do. Two passes, as in the specification: shapes over all of them, names and arguments
/// over those that may apply to the same object. The same set of fields is looked at once.
/// </summary>
internal sealed class OverlappingFieldsCanBeMerged(ValidationContext context) : ValidationRule(context)
{
    // Far above what the limit of fields allows an honest document to need.
    private const int MaxWork = 1_000_000;

    private readonly FieldSetMemo _shapesSeen = new();
    private readonly FieldSetMemo _namesSeen = new();
    private readonly Dictionary<FieldNode, string> _signatures = new(ReferenceEqualityComparer.Instance);
    private readonly FieldConflicts _conflicts = new();
    private int _work;

    public override void EnterDocument(DocumentNode document)
    {
        if (Context.HasFragmentCycles)
            return;
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (OperationNode operation in document.Definitions.OfType<OperationNode>())
            CheckDefinition(operation.SelectionSet, Context.Schema.RootType(operation.Kind), reached);
        foreach (FragmentNode fragment in document.Definitions.OfType<FragmentNode>())
        {
            if (!reached.Contains(fragment.Name.Value))
                CheckDefinition(fragment.SelectionSet, Context.Schema.FindType(fragment.TypeCondition.Name), reached);
        }

        _conflicts.Report(Context);
        if (IsExhausted)
            Context.Report("Too many overlapping fields to compare. Validation aborted.");
    }

    private bool IsExhausted => _work > MaxWork || _conflicts.Count > Context.Limits.MaxErrors;

    private void CheckDefinition(SelectionSetNode selections, NamedType? parent, HashSet<string> reached)
    {
        var fields = new MergedFields(Context);
        fields.Add(selections, parent as CompositeType, null);
        reached.UnionWith(fields.Fragments);
        CheckNames(fields);
        CheckShapes(fields);
    }

    // FieldsInSetCanMerge(), the part about fields that may be of the same object
    private void CheckNames(MergedFields fields)
    {
        foreach (List<MergedField> sameResponseName in fields.ByResponseName)
        {
            foreach (List<MergedField> group in ByCommonParent(sameResponseName))
            {
                if (Spend(group) || !_namesSeen.IsNew(group))
                    continue;
                if (!FindConflicts(group, Signature, DescribeNames))
                    CheckNames(SubSelections(group));
            }
        }
    }

    // SameResponseShape()
    private void CheckShapes(MergedFields fields)
    {
        foreach (List<MergedField> group in fields.ByResponseName)
        {
            if (Spend(group) || !_shapesSeen.IsNew(group))
                continue;
            List<MergedField> typed = [.. group.Where(field => field.Definition is not null)];
            if (!FindConflicts(typed, field => Shape(field.Definition!.Type), DescribeShapes))
                CheckShapes(SubSelections(group));
        }
    }

    private bool Spend(List<MergedField> group)
    {
        _work += group.Count;
        return IsExhausted;
    }

    private MergedFields SubSelections(List<MergedField> group)
    {
        var fields = new MergedFields(Context);
        foreach (MergedField field in group)
        {
            if (field.Node.SelectionSet is not null)
                fields.Add(field.Node.SelectionSet, field.Definition?.Type.Named as CompositeType, field);
        }

        return fields;
    }

    /// <summary>Fields on different object types never meet; those on abstract types may meet any.</summary>
    private static IEnumerable<List<MergedField>> ByCommonParent(List<MergedField> fields)
    {
        if (fields.All(field => ReferenceEquals(field.Parent, fields[0].Parent)))
            return [fields];
        ObjectType[] concrete = [.. fields.Select(field => field.Parent).OfType<ObjectType>().Distinct()];
        return concrete.Length < 2
            ? [fields]
            : concrete.Select(type => fields.Where(field => field.Parent is not ObjectType || field.Parent == type).ToList());
    }

    private bool FindConflicts(
        List<MergedField> group, Func<MergedField, string> signature, Func<MergedField, MergedField, string> describe)
    {
        if (group.Count < 2)
            return false;
        List<MergedField> distinct = [.. group.DistinctBy(signature)];
        for (int i = 0; i < distinct.Count; i++)
        {
            for (int j = i + 1; j < distinct.Count && !IsExhausted; j++)
                _conflicts.Add(distinct[i], distinct[j], describe(distinct[i], distinct[j]));
        }

        return distinct.Count > 1;
    }

    private string Signature(MergedField field)
    {
        if (!_signatures.TryGetValue(field.Node, out string? signature))
            _signatures[field.Node] = signature = FieldSignature.Of(field.Node);
        return signature;
    }

    private static string DescribeNames(MergedField a, MergedField b) => a.Node.Name != b.Node.Name
        ? $"\"{a.Node.Name}\" and \"{b.Node.Name}\" are different fields"
        : "they have differing arguments";

    private static string DescribeShapes(MergedField a, MergedField b) =>
        $"they return conflicting types \"{a.Definition!.Type}\" and \"{b.Definition!.Type}\"";

    // Composite types of any name have the same shape: their fields are compared one level down.
    private static string Shape(GraphQLType type) => type switch
    {
        NonNullType nonNull => Shape(nonNull.Inner) + "!",
        ListType list => $"[{Shape(list.Item)}]",
        LeafType leaf => leaf.Name,
        _ => "{}",
    };
}
