using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.GraphQLApi.Schema;

/// <summary>The meaning of a filter input's field: attached to the field and read by the planner.</summary>
internal abstract record FilterTag;

/// <summary><c>and</c>, <c>or</c>: lists of filters.</summary>
internal sealed record CombineTag(bool IsAnd) : FilterTag;

internal sealed record NotTag : FilterTag;

/// <summary>Operations on a column.</summary>
/// <param name="IsGlobalId">The column is the key, and its values are global ids.</param>
internal sealed record ColumnFilterTag(FieldModel Field, bool IsGlobalId = false) : FilterTag;

/// <summary>Filters on columns of the same row, grouped under one name.</summary>
internal sealed record GroupFilterTag : FilterTag;

internal sealed record OneFilterTag(RelationModel Relation) : FilterTag;

internal sealed record ManyFilterTag(RelationModel Relation) : FilterTag;

/// <summary><c>some</c>, <c>all</c>, <c>none</c>: a filter on related rows.</summary>
internal sealed record QuantifierTag(Quantifier Quantifier, bool Negated) : FilterTag;

/// <summary><c>any</c>: whether there are related rows.</summary>
internal sealed record AnyTag : FilterTag;

/// <summary>A text to search for: attached to an argument, whose cost is the number of its terms.</summary>
internal sealed record SearchTag;

/// <summary>A comparison with a value: the leaf of every filter.</summary>
internal sealed record OperatorTag(FilterOperator Operator, FieldKind Kind) : FilterTag;

internal enum FilterOperator
{
    Equal,
    NotEqual,
    In,
    NotIn,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Contains,
    NotContains,
    StartsWith,
    NotStartsWith,
    EndsWith,
    NotEndsWith,
    EqualIgnoreCase,
    ContainsIgnoreCase,
    StartsWithIgnoreCase,
    EndsWithIgnoreCase,
}
