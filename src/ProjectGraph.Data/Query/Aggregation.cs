using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Groups rows and aggregates each group. The result columns are the keys followed by the aggregates.</summary>
/// <param name="Keys">The grouping keys; empty puts all rows into one group.</param>
/// <param name="Having">A condition on the groups, over <see cref="GroupScalar"/>s.</param>
public sealed record Aggregation(IReadOnlyList<Scalar> Keys, IReadOnlyList<Aggregate> Aggregates, Filter? Having = null);

/// <param name="Argument">The aggregated value; null counts rows.</param>
public sealed record Aggregate(AggregateMethod Method, Scalar? Argument)
{
    public FieldKind Kind =>
        Method switch
        {
            AggregateMethod.Count or AggregateMethod.CountDistinct => FieldKind.Long,
            AggregateMethod.Sum when Argument!.Kind == FieldKind.Int => FieldKind.Long,
            AggregateMethod.Average => Argument!.Kind == FieldKind.Double ? FieldKind.Double : FieldKind.Decimal,
            _ => Argument!.Kind,
        };
}

public enum AggregateMethod
{
    Count,
    CountDistinct,
    Sum,
    Average,
    Min,
    Max,
}

/// <summary>A result column of the aggregation, in <see cref="Aggregation.Having"/> or in the ordering of groups.</summary>
/// <param name="Column">Its ordinal.</param>
/// <param name="GroupEnum">The enum of the key or the aggregate, for comparison with its members.</param>
public sealed record GroupScalar(int Column, FieldKind GroupKind, EnumModel? GroupEnum = null) : Scalar
{
    public override FieldKind Kind => GroupKind;
    public override EnumModel? Enum => GroupEnum;

    /// <summary>Whether the column is an average that may have more digits than an amount.</summary>
    public bool IsReal { get; init; }

    public bool Equals(GroupScalar? other) => other is not null && Column == other.Column;

    public override int GetHashCode() => Column;
}
