namespace ProjectGraph.Data.Query;

/// <summary>Estimates the work of a plan's conditions per row. Both protocols' costs and the runner use this estimate.</summary>
public static class FilterWeight
{
    /// <summary>The weight of a condition on the related rows of one row.</summary>
    public const int RelatedRowsWeight = 5;

    /// <summary>The weight of a text or pattern search, which always reads the row.</summary>
    public const int TextScanWeight = 10;

    /// <param name="values">The plan's values, whose list lengths count; null ignores list lengths.</param>
    public static double Estimate(Filter? filter, IReadOnlyList<object?>? values = null)
    {
        return Weigh(filter);

        double Weigh(Filter? each) =>
            each switch
            {
                null or ConstantFilter => 0,
                AndFilter and => and.Filters.Sum(Weigh),
                OrFilter or => or.Filters.Sum(Weigh),
                NotFilter not => Weigh(not.Filter),
                CrossFilter cross => Weigh(cross.Inner),
                QuantifiedFilter quantified => RelatedRowsWeight + Weigh(quantified.Filter),
                CompareFilter compare => 1 + Scalar(compare.Left) + Scalar(compare.Right),
                TextFilter text => (IsTextScan(text) ? TextScanWeight : 1) + Scalar(text.Value) + Scalar(text.Part),
                SearchFilter => TextScanWeight,
                IsNullFilter isNull => 1 + Scalar(isNull.Value),
                InFilter @in => 1 + Items(@in.Slot) + Scalar(@in.Value),
                InTableFilter table => RelatedRowsWeight + Scalar(table.Value),
                BooleanFilter truth => 1 + Scalar(truth.Value),
                _ => 1,
            };

        double Scalar(Scalar scalar) =>
            scalar switch
            {
                CountScalar count => RelatedRowsWeight + Weigh(count.Filter),
                RelatedScalar or LookupScalar => RelatedRowsWeight,
                CallScalar call => (call.Function == ScalarFunction.Matches ? TextScanWeight : 0) + call.Arguments.Sum(Scalar),
                FilterScalar inner => Weigh(inner.Filter),
                OuterScalar outer => Scalar(outer.Inner),
                CrossScalar cross => Scalar(cross.Inner),
                CaseScalar branches => branches.Branches.Sum(branch => Weigh(branch.Condition) + Scalar(branch.Value)),
                _ => 0,
            };

        double Items(int slot) => values?[slot] is IReadOnlyCollection<object> list ? list.Count : 0;
    }

    /// <summary>Counts the terms of a search text. Each term is compared with every row.</summary>
    public static int CountTerms(string search) => SearchTerms.Parse(search).All.Count;

    /// <summary>Counts the nesting depth of conditions on related rows. Each level loops over the rows of the enclosing level.</summary>
    internal static int GetNestingDepth(Filter? filter)
    {
        return Deepest(filter);

        static int Deepest(Filter? each) =>
            each switch
            {
                AndFilter and => and.Filters.Select(Deepest).DefaultIfEmpty().Max(),
                OrFilter or => or.Filters.Select(Deepest).DefaultIfEmpty().Max(),
                NotFilter not => Deepest(not.Filter),
                QuantifiedFilter quantified => 1 + Deepest(quantified.Filter),
                CompareFilter compare => Math.Max(OfScalar(compare.Left), OfScalar(compare.Right)),
                BooleanFilter truth => OfScalar(truth.Value),
                _ => 0,
            };

        static int OfScalar(Scalar scalar) =>
            scalar switch
            {
                CountScalar count => 1 + Deepest(count.Filter),
                CallScalar call => call.Arguments.Select(OfScalar).DefaultIfEmpty().Max(),
                FilterScalar inner => Deepest(inner.Filter),
                _ => 0,
            };
    }

    /// <summary>Whether no index finds the filter's rows, so that it is evaluated for all rows.</summary>
    internal static bool ReadsAllRows(Filter? filter) =>
        filter switch
        {
            AndFilter and => and.Filters.Any(ReadsAllRows),
            OrFilter or => or.Filters.Any(ReadsAllRows),
            NotFilter not => ReadsAllRows(not.Filter),
            TextFilter text => IsTextScan(text),
            SearchFilter or QuantifiedFilter or InTableFilter or CrossFilter => true,
            CompareFilter compare => IsComputed(compare.Left) || IsComputed(compare.Right),
            BooleanFilter truth => IsComputed(truth.Value),
            InFilter @in => IsComputed(@in.Value),
            _ => false,
        };

    /// <summary>Whether a value is computed for each row.</summary>
    internal static bool IsComputed(Scalar scalar) =>
        scalar is not (FieldScalar or SlotScalar or NullScalar or VersionScalar or GroupScalar or ColumnScalar);

    // An index finds the beginning of a text if the text is compared as written.
    private static bool IsTextScan(TextFilter text) => text.Match != TextMatch.StartsWith || text.IgnoreCase || IsComputed(text.Value);
}
