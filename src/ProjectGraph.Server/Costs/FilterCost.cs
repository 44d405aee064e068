using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.Costs;

/// <summary>The weight of a plan's conditions: what looks at related rows weighs most.</summary>
internal static class FilterCost
{
    /// <summary>Of a look at the related rows of one row.</summary>
    public const int Related = 5;

    public static double Of(Filter? filter) => filter switch
    {
        null or ConstantFilter => 0,
        AndFilter and => and.Filters.Sum(Of),
        OrFilter or => or.Filters.Sum(Of),
        NotFilter not => Of(not.Filter),
        QuantifiedFilter quantified => Related + Of(quantified.Filter),
        CompareFilter compare => 1 + Of(compare.Left) + Of(compare.Right),
        TextFilter text => 1 + Of(text.Value) + Of(text.Part),
        IsNullFilter isNull => 1 + Of(isNull.Value),
        InFilter @in => 1 + Of(@in.Value),
        TruthFilter truth => 1 + Of(truth.Value),
        _ => 1,
    };

    private static double Of(Scalar scalar) => scalar switch
    {
        CountScalar count => Related + Of(count.Filter),
        CallScalar call => call.Arguments.Sum(Of),
        FilterScalar filter => Of(filter.Filter),
        OuterScalar outer => Of(outer.Inner),
        _ => 0,
    };
}
