using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Rows put into groups. Result columns: the keys, then the aggregates, in this order.</summary>
/// <param name="Keys">What a group has in common; none is one group over all rows.</param>
/// <param name="Having">A condition on the groups, over <see cref="GroupScalar"/>s.</param>
public sealed record Aggregation(IReadOnlyList<Scalar> Keys, IReadOnlyList<Aggregate> Aggregates, Filter? Having = null);

/// <param name="Of">What is aggregated; null counts rows.</param>
public sealed record Aggregate(AggregateMethod Method, Scalar? Of)
{
    public FieldKind Kind => Method switch
    {
        AggregateMethod.Count or AggregateMethod.CountDistinct => FieldKind.Long,
        AggregateMethod.Sum when Of!.Kind == FieldKind.Int => FieldKind.Long,
        AggregateMethod.Average => Of!.Kind == FieldKind.Double ? FieldKind.Double : FieldKind.Decimal,
        _ => Of!.Kind,
    };
}

public enum AggregateMethod { Count, CountDistinct, Sum, Average, Min, Max }

/// <summary>A result column of the aggregation, in <see cref="Aggregation.Having"/> and in the ordering of groups.</summary>
/// <param name="Column">Its ordinal.</param>
/// <param name="GroupEnum">The enum of the key or the aggregate, where a planner compares with its members.</param>
public sealed record GroupScalar(int Column, FieldKind GroupKind, EnumModel? GroupEnum = null) : Scalar
{
    public override FieldKind Kind => GroupKind;
    public override EnumModel? Enum => GroupEnum;

    /// <summary>Whether it is an average that may have more digits than an amount.</summary>
    public bool IsReal { get; init; }

    public bool Equals(GroupScalar? other) => other is not null && Column == other.Column;
    public override int GetHashCode() => Column;
}
