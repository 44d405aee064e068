using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// A condition on a row that is true or false, never unknown. With null, <c>=</c> and <c>in</c> are false unless null is
/// requested. <c>≠</c> is true, other comparisons are false, and <c>not</c> inverts its operand.
/// </summary>
public abstract record Filter
{
    public static readonly Filter True = new ConstantFilter(true);
    public static readonly Filter False = new ConstantFilter(false);
}

public sealed record ConstantFilter(bool Value) : Filter;

public sealed record AndFilter(IReadOnlyList<Filter> Filters) : Filter;

public sealed record OrFilter(IReadOnlyList<Filter> Filters) : Filter;

public sealed record NotFilter(Filter Filter) : Filter;

public sealed record CompareFilter(Scalar Left, Comparison Comparison, Scalar Right) : Filter;

/// <param name="Slot">Slot of the list of values without nulls. The list's length is not part of the shape.</param>
/// <param name="OrNull">Whether the list contains null.</param>
public sealed record InFilter(Scalar Value, int Slot, bool OrNull) : Filter;

public sealed record IsNullFilter(Scalar Value) : Filter;

/// <param name="Value">The text to search.</param>
/// <param name="Part">The text to find. It is not a pattern: <c>%</c> and <c>_</c> match literally.</param>
public sealed record TextFilter(Scalar Value, TextMatch Match, Scalar Part, bool IgnoreCase = false) : Filter;

/// <summary>Whether a Boolean expression is true.</summary>
public sealed record BooleanFilter(Scalar Value) : Filter;

/// <summary>Whether a to-one relation has a related row.</summary>
public sealed record ExistsFilter(IReadOnlyList<RelationModel> Path, RelationModel Relation) : Filter
{
    /// <summary>The number of quantifiers between the filter and the row where the path begins.</summary>
    public int LevelsOut { get; init; }
}

/// <summary>Whether any or all related rows match. All is true where there are none.</summary>
/// <param name="Path">The to-one relations that lead to the relation.</param>
/// <param name="Filter">A condition on the relation's target. Null with <see cref="Quantifier.Any"/> matches any row.</param>
public sealed record QuantifiedFilter(IReadOnlyList<RelationModel> Path, RelationModel Relation, Quantifier Quantifier, Filter? Filter)
    : Filter
{
    /// <summary>The number of quantifiers between the filter and the row where the path begins.</summary>
    public int LevelsOut { get; init; }
}

/// <summary>Inside a <see cref="QuantifiedFilter"/>: the same scalar read from an outer row.</summary>
/// <param name="LevelsOut">The number of quantifiers outward; 1 is the row that contains the innermost one.</param>
public sealed record OuterScalar(int LevelsOut, Scalar Inner) : Scalar
{
    public override FieldKind Kind => Inner.Kind;
    public override EnumModel? Enum => Inner.Enum;
    public override bool IsNullable => Inner.IsNullable;
}

public enum Comparison
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

public enum TextMatch
{
    Contains,
    StartsWith,
    EndsWith,
}

public enum Quantifier
{
    Any,
    All,
}
