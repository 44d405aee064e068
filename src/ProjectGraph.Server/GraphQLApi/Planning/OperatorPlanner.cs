using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;
using ProjectGraph.Server.GraphQLApi.Schema;

namespace ProjectGraph.Server.GraphQLApi.Planning;

/// <summary>Plans one operation of a filter on one scalar.</summary>
/// <param name="ids">The values are global ids of this entity.</param>
internal sealed class OperatorPlanner(Slots slots, Scalar scalar, OperatorTag tag, EntityModel? ids)
{
    public Filter Plan(object? value) =>
        (tag.Operator, value) switch
        {
            (FilterOperator.Equal or FilterOperator.EqualIgnoreCase, null) => IsNull(),
            (FilterOperator.NotEqual, null) => new NotFilter(IsNull()),
            (FilterOperator.In or FilterOperator.NotIn, null) => throw new ApiException(
                ErrorCodes.BadUserInput,
                "`in` and `nin` require a list. Omit the condition or send a list. `[null]` matches rows without a value."
            ),
            (FilterOperator.NotContains or FilterOperator.NotStartsWith or FilterOperator.NotEndsWith, null) => Filter.True,
            (_, null) => Filter.False,
            (FilterOperator.In, _) => In((IReadOnlyList<object?>)value),
            (FilterOperator.NotIn, _) => new NotFilter(In((IReadOnlyList<object?>)value)),
            (FilterOperator.Equal, _) when IsFallback(value) => EqualsFallback(),
            (FilterOperator.NotEqual, _) when IsFallback(value) => new NotFilter(EqualsFallback()),
            (FilterOperator.Equal, _) => Compare(Comparison.Equal, value),
            (FilterOperator.NotEqual, _) => Compare(Comparison.NotEqual, value),
            (FilterOperator.Greater, _) => Compare(Comparison.Greater, value),
            (FilterOperator.GreaterOrEqual, _) => Compare(Comparison.GreaterOrEqual, value),
            (FilterOperator.Less, _) => Compare(Comparison.Less, value),
            (FilterOperator.LessOrEqual, _) => Compare(Comparison.LessOrEqual, value),
            (FilterOperator.Contains, _) => Text(TextMatch.Contains, value),
            (FilterOperator.NotContains, _) => new NotFilter(Text(TextMatch.Contains, value)),
            (FilterOperator.StartsWith, _) => Text(TextMatch.StartsWith, value),
            (FilterOperator.NotStartsWith, _) => new NotFilter(Text(TextMatch.StartsWith, value)),
            (FilterOperator.EndsWith, _) => Text(TextMatch.EndsWith, value),
            (FilterOperator.NotEndsWith, _) => new NotFilter(Text(TextMatch.EndsWith, value)),
            (FilterOperator.EqualIgnoreCase, _) => EqualIgnoreCase(value),
            (FilterOperator.ContainsIgnoreCase, _) => Text(TextMatch.Contains, value, ignoreCase: true),
            (FilterOperator.StartsWithIgnoreCase, _) => Text(TextMatch.StartsWith, value, ignoreCase: true),
            _ => Text(TextMatch.EndsWith, value, ignoreCase: true),
        };

    private Filter IsNull() => ShownEnum.IsNull(scalar, Own);

    private bool IsFallback(object value) => scalar.Kind == FieldKind.Enum && ShownEnum.IsFallback(scalar, Stored(value));

    private Filter EqualsFallback() => ShownEnum.EqualsFallback(scalar, Own);

    private SlotScalar Own(long number) => new(slots.AddInternal(number), scalar.Kind);

    private CompareFilter Compare(Comparison comparison, object value) => new(scalar, comparison, Slot(value));

    private TextFilter Text(TextMatch match, object value, bool ignoreCase = false) => new(scalar, match, Slot(value), ignoreCase);

    private CompareFilter EqualIgnoreCase(object value) => new(Lower(scalar), Comparison.Equal, Lower(Slot(value)));

    private static CallScalar Lower(Scalar text) => new(ScalarFunction.ToLower, [text], FieldKind.Text);

    private Filter In(IReadOnlyList<object?> values)
    {
        var given = values.OfType<object>().Select(Stored).ToArray();
        var orNull = given.Length < values.Count;
        if (given.Length == 0)
            return orNull ? IsNull() : Filter.False;
        Filter among = new InFilter(scalar, slots.Add(given), orNull);
        if (given.Any(value => ShownEnum.IsFallback(scalar, value)))
            return new OrFilter([among, EqualsFallback()]);
        return orNull && ShownEnum.HidesNumbers(scalar) ? new OrFilter([among, IsNull()]) : among;
    }

    private SlotScalar Slot(object value) => new(slots.Add(Stored(value)), scalar.Kind);

    private object Stored(object value) =>
        value switch
        {
            _ when ids is not null => GlobalId.Parse((string)value, ids),
            int number when scalar.Kind is FieldKind.Int or FieldKind.Long or FieldKind.Enum => (long)number,
            int number when scalar.Kind == FieldKind.Double => Convert.ToDouble(number, CultureInfo.InvariantCulture),
            _ => value,
        };
}
