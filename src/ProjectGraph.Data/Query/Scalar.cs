using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>An expression with one value.</summary>
public abstract record Scalar
{
    public abstract FieldKind Kind { get; }
    public virtual EnumModel? Enum => null;
    public virtual bool IsNullable => true;
}

/// <param name="Path">The to-one relations that lead from the plan's source to the field.</param>
public sealed record FieldScalar(IReadOnlyList<RelationModel> Path, FieldModel Field) : Scalar
{
    public FieldScalar(FieldModel field)
        : this([], field) { }

    public override FieldKind Kind => Field.Kind;
    public override EnumModel? Enum => Field.Enum;
    public override bool IsNullable => Field.IsNullable || Path.Any(relation => !relation.IsRequired);

    public bool Equals(FieldScalar? other) => other is not null && Field == other.Field && Path.SequenceEqual(other.Path);

    public override int GetHashCode() => HashCode.Combine(Field, Path.Count);
}

/// <param name="Slot">Position among the plan's values. The value is never null, because a null needs a shape of its own.</param>
public sealed record SlotScalar(int Slot, FieldKind SlotKind) : Scalar
{
    public override FieldKind Kind => SlotKind;
    public override bool IsNullable => false;
}

/// <summary>A literal null of JSON, OData or GraphQL.</summary>
public sealed record NullScalar(FieldKind NullKind) : Scalar
{
    public override FieldKind Kind => NullKind;
}

/// <summary>The number of related rows that match the filter, if there is one.</summary>
/// <param name="Path">The to-one relations that lead to the relation.</param>
/// <param name="Filter">A condition on the relation's target.</param>
public sealed record CountScalar(IReadOnlyList<RelationModel> Path, RelationModel Relation, Filter? Filter = null) : Scalar
{
    public override FieldKind Kind => FieldKind.Long;
    public override bool IsNullable => false;

    /// <summary>The number of quantifiers between the scalar and the row where the path begins.</summary>
    public int LevelsOut { get; init; }
}

/// <summary>The position of the row's last change. It changes if and only if the entity changes.</summary>
/// <param name="Path">The to-one relations that lead to the row.</param>
public sealed record VersionScalar(IReadOnlyList<RelationModel> Path, EntityModel Entity) : Scalar
{
    public override FieldKind Kind => FieldKind.Long;

    public bool Equals(VersionScalar? other) => other is not null && Entity == other.Entity && Path.SequenceEqual(other.Path);

    public override int GetHashCode() => HashCode.Combine(Entity, Path.Count);
}

public sealed record CallScalar(ScalarFunction Function, IReadOnlyList<Scalar> Arguments, FieldKind ResultKind) : Scalar
{
    public override FieldKind Kind => ResultKind;
}

/// <summary>A filter as a value: true or false, never null.</summary>
public sealed record FilterScalar(Filter Filter) : Scalar
{
    public override FieldKind Kind => FieldKind.Boolean;
    public override bool IsNullable => false;
}

/// <summary>Functions of values. A null argument gives a null result.</summary>
public enum ScalarFunction
{
    Length,
    ToLower,
    ToUpper,
    Trim,
    Concat,
    Substring,
    IndexOf,
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    FractionalSeconds,
    Date,
    TotalOffsetMinutes,

    /// <summary>The first day of the value's period, as a date.</summary>
    StartOfYear,
    StartOfQuarter,
    StartOfMonth,
    StartOfWeek,
    Round,
    Floor,
    Ceiling,
    Add,
    Subtract,
    Multiply,
    Divide,
    IntegerDivide,
    Modulo,
    Negate,
    ToText,
    ToInteger,
    ToDecimal,
    ToDouble,

    /// <summary>The first instant of a day.</summary>
    ToInstant,
    TimeOfDay,
    TotalSeconds,

    /// <summary>Whether a text matches a regular expression.</summary>
    Matches,
}
