using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// A condition on a row, true or false and never unknown: with null, <c>=</c> and <c>in</c> are false unless null is
/// asked for, <c>≠</c> is true, other comparisons are false, and <c>not</c> turns what it holds around.
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

/// <param name="Slot">Slot of the list of values, without nulls; its length is not part of the shape.</param>
/// <param name="OrNull">Whether null is in the list.</param>
public sealed record InFilter(Scalar Value, int Slot, bool OrNull) : Filter;

public sealed record IsNullFilter(Scalar Value) : Filter;

/// <param name="Value">Text that is searched in.</param>
/// <param name="Part">Text that is searched for; never a pattern, so <c>%</c> and <c>_</c> are themselves.</param>
public sealed record TextFilter(Scalar Value, TextMatch Match, Scalar Part, bool IgnoreCase = false) : Filter;

/// <summary>Whether a Boolean expression is true.</summary>
public sealed record TruthFilter(Scalar Value) : Filter;

/// <summary>Whether a to-one relation leads somewhere.</summary>
public sealed record ExistsFilter(IReadOnlyList<RelationModel> Path, RelationModel Relation) : Filter
{
    /// <summary>How many quantifiers out the row is that the path begins at.</summary>
    public int Levels { get; init; }
}

/// <summary>Whether related rows match: any of them, or all (which is true where there are none).</summary>
/// <param name="Path">The to-one relations on the way to the relation.</param>
/// <param name="Filter">Read from the relation's target; null with <see cref="Quantifier.Any"/> asks for any row at all.</param>
public sealed record QuantifiedFilter(IReadOnlyList<RelationModel> Path, RelationModel Relation, Quantifier Quantifier, Filter? Filter) : Filter
{
    /// <summary>How many quantifiers out the row is that the path begins at.</summary>
    public int Levels { get; init; }
}

/// <summary>Inside a <see cref="QuantifiedFilter"/>: the same scalar read from a row further out.</summary>
/// <param name="Levels">How many quantifiers out; 1 is the row that the innermost one belongs to.</param>
public sealed record OuterScalar(int Levels, Scalar Inner) : Scalar
{
    public override FieldKind Kind => Inner.Kind;
    public override EnumModel? Enum => Inner.Enum;
    public override bool IsNullable => Inner.IsNullable;
}

public enum Comparison { Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual }

public enum TextMatch { Contains, StartsWith, EndsWith }

public enum Quantifier { Any, All }
