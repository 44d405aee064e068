using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>Rows that a sequence of transformations made, read like a table. Their columns have no names, only ordinals.</summary>
public abstract record DerivedTable;

/// <summary>One step: rows are filtered, computed, grouped, put in order and cut.</summary>
public sealed record SelectTable : DerivedTable
{
    /// <summary>The entity that is read, where <see cref="From"/> is null.</summary>
    public required EntityModel Source { get; init; }

    /// <summary>The step before, whose columns <see cref="ColumnScalar"/>s name.</summary>
    public DerivedTable? From { get; init; }

    public Filter? Filter { get; init; }

    public required IReadOnlyList<Scalar> Columns { get; init; }

    /// <summary>What a group has in common; none is one group over all rows; null leaves rows rows.</summary>
    public IReadOnlyList<Scalar>? GroupBy { get; init; }

    public IReadOnlyList<Ordering> Order { get; init; } = [];
    public int? SkipSlot { get; init; }
    public int? TakeSlot { get; init; }
}

/// <summary>The rows of several tables of the same columns, one behind the other.</summary>
public sealed record UnionTable(IReadOnlyList<DerivedTable> Tables) : DerivedTable;

/// <summary>A column of the table that is read.</summary>
/// <param name="IsReal">A decimal that is held as a real number of scaled units, for it may have more digits than an amount.</param>
public sealed record ColumnScalar(int Column, FieldKind ColumnKind, EnumModel? ColumnEnum = null, bool IsReal = false) : Scalar
{
    public override FieldKind Kind => ColumnKind;
    public override EnumModel? Enum => ColumnEnum;
}

/// <summary>An aggregate, among the columns of a <see cref="SelectTable"/> that groups.</summary>
public sealed record AggregateScalar(Aggregate Aggregate) : Scalar
{
    public override FieldKind Kind => Aggregate.Kind;
    public override EnumModel? Enum => Aggregate.Method is AggregateMethod.Min or AggregateMethod.Max ? Aggregate.Of!.Enum : null;
}

/// <summary>A value that looks at the rows around: among the columns of a <see cref="SelectTable"/> that does not group.</summary>
/// <param name="Of">What is summed; null where rows are numbered.</param>
/// <param name="Partition">Rows that have these in common are looked at together.</param>
/// <param name="Order">The order in which rows are numbered or summed up; none sums all.</param>
public sealed record WindowScalar(Scalar? Of, IReadOnlyList<Scalar> Partition, IReadOnlyList<Ordering> Order) : Scalar
{
    public override FieldKind Kind => Of?.Kind ?? FieldKind.Long;
}

/// <summary>Whether a value is in the first column of a table.</summary>
public sealed record InTableFilter(Scalar Value, DerivedTable Table) : Filter;

/// <summary>An aggregate of related rows; null where there are none.</summary>
public sealed record RelatedScalar(IReadOnlyList<RelationModel> Path, RelationModel Relation, Aggregate Aggregate) : Scalar
{
    public override FieldKind Kind => Aggregate.Kind;
    public override EnumModel? Enum => Aggregate.Method is AggregateMethod.Min or AggregateMethod.Max ? Aggregate.Of!.Enum : null;
}

/// <summary>A value of one row of an entity, whatever row asks.</summary>
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

/// <summary>Whether one term of a search stands in the row's texts.</summary>
/// <param name="UsesIndex">Whether the term is long enough for the text index of projects.</param>
public sealed record SearchFilter(EntityModel Entity, int Slot, bool UsesIndex) : Filter
{
    public static SearchFilter For(EntityModel entity, int slot, string term) =>
        new(entity, slot, entity.Type == typeof(Project) && SearchText.IsIndexed(term));
}

/// <summary>A value of the row of a further source of a <see cref="QueryPlan"/>.</summary>
public sealed record CrossScalar(int Source, Scalar Inner) : Scalar
{
    public override FieldKind Kind => Inner.Kind;
    public override EnumModel? Enum => Inner.Enum;
    public override bool IsNullable => Inner.IsNullable;
}

/// <summary>A condition on the row of a further source of a <see cref="QueryPlan"/>.</summary>
public sealed record CrossFilter(int Source, Filter Inner) : Filter;
