using ProjectGraph.GraphQL.Language;
using ProjectGraph.GraphQL.Types;

namespace ProjectGraph.GraphQL.Validation.Rules;

/// <summary>
/// Compares fields that share a response name. All fields of one name are compared together, level by level, and not in
/// pairs. They conflict only if their signatures differ. As in the specification, one pass compares the shapes of all
/// fields. Another compares names and arguments of fields that may apply to the same object. Each set of fields is compared
/// once.
/// </summary>
internal sealed class FieldComparison(ValidationContext context, FieldMerger merger)
{
    private readonly ComparedFieldSets _checkedForShapes = new();
    private readonly ComparedFieldSets _checkedForNames = new();
    private readonly FieldConflicts _conflicts = new();
    private Dictionary<FieldNode, string>? _signatures;

    public bool IsLimitReached => merger.IsLimitReached || _conflicts.Count > context.Limits.MaxErrors;

    public void Compare(List<MergedFields> selectionSets)
    {
        // Names first: a difference of fields is more helpful to the client than a difference of their types.
        foreach (MergedFields fields in selectionSets)
            CheckNames(fields);
        foreach (MergedFields fields in selectionSets)
            CheckShapes(fields);
    }

    public void Report() => _conflicts.Report(context);

    // FieldsInSetCanMerge(), for fields that may be on the same object
    private void CheckNames(MergedFields fields)
    {
        foreach (List<MergedField> group in fields.Groups)
        {
            if (HaveOneParent(group))
            {
                CheckNames(group);
                continue;
            }

            foreach (List<MergedField> part in GroupByParentType(group))
                CheckNames(part);
        }
    }

    private void CheckNames(List<MergedField> group)
    {
        if (group.Count < 2 || IsLimitReached)
            return;
        bool isAlike = AreTriviallyEqual(group);
        bool isLeaf = HaveNoSelections(group);
        if ((isAlike && isLeaf) || !_checkedForNames.TryAdd(group))
            return;
        bool hasConflicts = !isAlike && FindConflicts(group, GetSignature, DescribeNames);
        if (!hasConflicts && merger.MergeSubSelections(group) is { } subFields)
            CheckNames(subFields);
    }

    // SameResponseShape()
    private void CheckShapes(MergedFields fields)
    {
        foreach (List<MergedField> group in fields.Groups)
        {
            if (IsLimitReached)
                return;
            bool isAlike = HaveOneType(group);
            bool isLeaf = HaveNoSelections(group);
            if ((isAlike && isLeaf) || !_checkedForShapes.TryAdd(group))
                continue;
            bool hasConflicts =
                !isAlike && FindConflicts([.. group.Where(field => field.Definition is not null)], GetShape, DescribeShapes);
            if (!hasConflicts && merger.MergeSubSelections(group) is { } subFields)
                CheckShapes(subFields);
        }
    }

    // The most frequent case, checked without computing a signature for each field.
    private static bool AreTriviallyEqual(List<MergedField> group)
    {
        foreach (MergedField field in group)
        {
            if (field.Node.Name != group[0].Node.Name || !field.Node.Arguments.IsEmpty)
                return false;
        }

        return true;
    }

    private static bool HaveOneType(List<MergedField> group)
    {
        foreach (MergedField field in group)
        {
            if (field.Definition is null || !ReferenceEquals(field.Definition.Type, group[0].Definition!.Type))
                return false;
        }

        return true;
    }

    private static bool HaveOneParent(List<MergedField> group)
    {
        foreach (MergedField field in group)
        {
            if (!ReferenceEquals(field.Parent, group[0].Parent))
                return false;
        }

        return true;
    }

    private static bool HaveNoSelections(List<MergedField> group)
    {
        foreach (MergedField field in group)
        {
            if (field.Node.SelectionSet is not null)
                return false;
        }

        return true;
    }

    /// <summary>
    /// Groups fields by parent type. Fields on different object types never conflict; those on abstract types may conflict
    /// with any.
    /// </summary>
    private static IEnumerable<List<MergedField>> GroupByParentType(List<MergedField> fields)
    {
        ObjectType[] concrete = [.. fields.Select(field => field.Parent).OfType<ObjectType>().Distinct()];
        return concrete.Length < 2
            ? [fields]
            : concrete.Select(type => fields.Where(field => field.Parent is not ObjectType || field.Parent == type).ToList());
    }

    private bool FindConflicts(
        List<MergedField> group,
        Func<MergedField, string> signature,
        Func<MergedField, MergedField, string> describe
    )
    {
        List<MergedField> distinct = [.. group.DistinctBy(signature)];
        for (int i = 0; i < distinct.Count; i++)
        {
            for (int j = i + 1; j < distinct.Count && !IsLimitReached; j++)
                _conflicts.Add(distinct[i], distinct[j], describe(distinct[i], distinct[j]));
        }

        return distinct.Count > 1;
    }

    private string GetSignature(MergedField field)
    {
        _signatures ??= new(ReferenceEqualityComparer.Instance);
        if (!_signatures.TryGetValue(field.Node, out string? signature))
            _signatures[field.Node] = signature = FieldSignature.Create(field.Node);
        return signature;
    }

    private static string DescribeNames(MergedField a, MergedField b) =>
        a.Node.Name != b.Node.Name ? $"\"{a.Node.Name}\" and \"{b.Node.Name}\" are different fields" : "they have differing arguments";

    private static string DescribeShapes(MergedField a, MergedField b) =>
        $"they return conflicting types \"{a.Definition!.Type}\" and \"{b.Definition!.Type}\"";

    private static string GetShape(MergedField field) => GetShape(field.Definition!.Type);

    // All composite types have the same shape. Their fields are compared one level below.
    private static string GetShape(GraphQLType type) =>
        type switch
        {
            NonNullType nonNull => GetShape(nonNull.Inner) + "!",
            ListType list => $"[{GetShape(list.Item)}]",
            LeafType leaf => leaf.Name,
            _ => "{}",
        };
}
