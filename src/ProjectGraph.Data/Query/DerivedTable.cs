using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Rows produced by a sequence of transformations and read like a table. Columns have ordinals, not names.</summary>
public abstract record DerivedTable;

/// <summary>One transformation step: filters, computes, groups, orders and limits rows.</summary>
public sealed record SelectTable : DerivedTable
{
    /// <summary>The entity that is read if <see cref="From"/> is null.</summary>
    public required EntityModel Source { get; init; }

    /// <summary>The previous step, whose columns <see cref="ColumnScalar"/>s reference.</summary>
    public DerivedTable? From { get; init; }

    public Filter? Filter { get; init; }

    public required IReadOnlyList<Scalar> Columns { get; init; }

    /// <summary>The grouping keys; empty puts all rows into one group, and null does not group.</summary>
    public IReadOnlyList<Scalar>? GroupBy { get; init; }

    public IReadOnlyList<Ordering> Order { get; init; } = [];
    public int? SkipSlot { get; init; }
    public int? TakeSlot { get; init; }
}

/// <summary>The concatenated rows of several tables with the same columns.</summary>
public sealed record UnionTable(IReadOnlyList<DerivedTable> Tables) : DerivedTable;

/// <summary>A column of the source table.</summary>
/// <param name="IsReal">Whether a decimal is a real number of scaled units, because it may have more digits than an amount.</param>
public sealed record ColumnScalar(int Column, FieldKind ColumnKind, EnumModel? ColumnEnum = null, bool IsReal = false) : Scalar
{
    public override FieldKind Kind => ColumnKind;
    public override EnumModel? Enum => ColumnEnum;
}

/// <summary>An aggregate in the columns of a grouping <see cref="SelectTable"/>.</summary>
public sealed record AggregateScalar(Aggregate Aggregate) : Scalar
{
    public override FieldKind Kind => Aggregate.Kind;
    public override EnumModel? Enum => Aggregate.Method is AggregateMethod.Min or AggregateMethod.Max ? Aggregate.Argument!.Enum : null;
}

/// <summary>A window function in the columns of a <see cref="SelectTable"/> that does not group.</summary>
/// <param name="Argument">The summed value; null numbers the rows.</param>
/// <param name="Partition">The keys that divide the rows into partitions.</param>
/// <param name="Order">The order of the row numbers or of the running sum; empty sums the whole partition.</param>
public sealed record WindowScalar(Scalar? Argument, IReadOnlyList<Scalar> Partition, IReadOnlyList<Ordering> Order) : Scalar
{
    public override FieldKind Kind => Argument?.Kind ?? FieldKind.Long;
}

/// <summary>Whether a value is in the first column of a table.</summary>
public sealed record InTableFilter(Scalar Value, DerivedTable Table) : Filter;

/// <summary>An aggregate over related rows; null where there are none.</summary>
public sealed record RelatedScalar(IReadOnlyList<RelationModel> Path, RelationModel Relation, Aggregate Aggregate) : Scalar
{
    public override FieldKind Kind => Aggregate.Kind;
    public override EnumModel? Enum => Aggregate.Method is AggregateMethod.Min or AggregateMethod.Max ? Aggregate.Argument!.Enum : null;
}

/// <summary>A value of one row of an entity, independent of the current row.</summary>
public sealed record LookupScalar(EntityModel Entity, Scalar Key, Scalar Value) : Scalar
{
    public override FieldKind Kind => Value.Kind;
    public override EnumModel? Enum => Value.Enum;
}

/// <summary>The value of the first branch whose condition holds; null where none does.</summary>
public sealed record CaseScalar(IReadOnlyList<(Filter Condition, Scalar Value)> Branches, FieldKind ResultKind) : Scalar
{
    public override FieldKind Kind => ResultKind;
    public override EnumModel? Enum => Branches.Select(branch => branch.Value.Enum).FirstOrDefault(known => known is not null);
}

/// <summary>Whether the row's texts contain one term of a search.</summary>
/// <param name="UsesIndex">Whether the term is long enough for the text index of projects.</param>
public sealed record SearchFilter(EntityModel Entity, int Slot, bool UsesIndex) : Filter
{
    public static SearchFilter Create(EntityModel entity, int slot, string term) =>
        new(entity, slot, entity.Type == typeof(Project) && SearchTerms.IsIndexed(term));
}

/// <summary>A value from an additional source of a <see cref="QueryPlan"/>.</summary>
public sealed record CrossScalar(int Source, Scalar Inner) : Scalar
{
    public override FieldKind Kind => Inner.Kind;
    public override EnumModel? Enum => Inner.Enum;
    public override bool IsNullable => Inner.IsNullable;
}

/// <summary>A condition on an additional source of a <see cref="QueryPlan"/>.</summary>
public sealed record CrossFilter(int Source, Filter Inner) : Filter;
