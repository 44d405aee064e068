using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>Evaluates filters and scalars for one row by the contract, independently of SQL.</summary>
internal sealed class Evaluator(StoredRows world, IReadOnlyList<object?> values)
{
    public bool IsTrue(Filter filter, RowContext place) =>
        filter switch
        {
            ConstantFilter constant => constant.Value,
            AndFilter and => and.Filters.All(each => IsTrue(each, place)),
            OrFilter or => or.Filters.Any(each => IsTrue(each, place)),
            NotFilter not => !IsTrue(not.Filter, place),
            CompareFilter compare => Compares(compare.Comparison, Value(compare.Left, place), Value(compare.Right, place)),
            InFilter @in => Value(@in.Value, place) is { } value
                ? List(@in.Slot).Any(each => Values.Compare(each, value) == 0)
                : @in.OrNull,
            IsNullFilter isNull => Value(isNull.Value, place) is null,
            TextFilter text => Value(text.Value, place) is string whole
                && Value(text.Part, place) is string part
                && Matches(text, whole, part),
            BooleanFilter truth => Value(truth.Value, place) is true,
            ExistsFilter exists => End(place.Row, exists.Path) is { } row && world.One(row, exists.Relation) is not null,
            QuantifiedFilter { Quantifier: Quantifier.Any } any => Related(any.Path, any.Relation, any.Filter, place).Any(),
            QuantifiedFilter all => Related(all.Path, all.Relation, null, place).All(row => IsTrue(all.Filter!, new(row, place))),
            _ => throw new NotSupportedException(filter.ToString()),
        };

    public object? Value(Scalar scalar, RowContext place) =>
        scalar switch
        {
            FieldScalar { Field.CountOf: not null } field when End(place.Row, field.Path) is null => null,
            FieldScalar { Field.CountOf: { } relation } field => Related(field.Path, relation, null, place).LongCount(),
            FieldScalar field => End(place.Row, field.Path)?[field.Field],
            SlotScalar slot => values[slot.Slot],
            NullScalar => null,
            CountScalar count => Related(count.Path, count.Relation, count.Filter, place).LongCount(),
            FilterScalar filter => IsTrue(filter.Filter, place),
            OuterScalar outer => Value(outer.Inner, place.GetOuter(outer.LevelsOut)),
            CallScalar call => Functions.Call(call, [.. call.Arguments.Select(argument => Value(argument, place))]),
            _ => throw new NotSupportedException(scalar.ToString()),
        };

    public static bool Compares(Comparison comparison, object? left, object? right)
    {
        if (left is null || right is null)
        {
            var same = left is null && right is null;
            return comparison switch
            {
                Comparison.Equal => same,
                Comparison.NotEqual => !same,
                _ => false,
            };
        }
        var order = Values.Compare(left, right);
        return comparison switch
        {
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            Comparison.Greater => order > 0,
            Comparison.GreaterOrEqual => order >= 0,
            Comparison.Less => order < 0,
            _ => order <= 0,
        };
    }

    private IReadOnlyList<object> List(int slot) => (IReadOnlyList<object>)values[slot]!;

    private Row? End(Row row, IReadOnlyList<RelationModel> path) =>
        path.Aggregate((Row?)row, (at, relation) => at is null ? null : world.One(at, relation));

    private IEnumerable<Row> Related(IReadOnlyList<RelationModel> path, RelationModel relation, Filter? filter, RowContext place) =>
        End(place.Row, path) is { } row ? world.Many(row, relation).Where(each => filter is null || IsTrue(filter, new(each, place))) : [];

    private static bool Matches(TextFilter filter, string whole, string part)
    {
        if (filter.IgnoreCase)
            (whole, part) = (whole.ToLowerInvariant(), part.ToLowerInvariant());
        return filter.Match switch
        {
            TextMatch.Contains => whole.Contains(part, StringComparison.Ordinal),
            TextMatch.StartsWith => whole.StartsWith(part, StringComparison.Ordinal),
            _ => whole.EndsWith(part, StringComparison.Ordinal),
        };
    }
}

/// <summary>A row and its outer row.</summary>
internal sealed record RowContext(Row Row, RowContext? Outer = null)
{
    public RowContext GetOuter(int levels) => levels == 0 ? this : Outer!.GetOuter(levels - 1);
}
