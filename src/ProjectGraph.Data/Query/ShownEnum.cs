using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>
/// Conditions on an enum as clients see it. A number that no member has is shown as the enum's fallback, or as null where there
/// is none, so rows with such numbers match where the fallback, or null, is asked for.
/// </summary>
public static class ShownEnum
{
    /// <summary>Whether the number is that of the member which also stands for numbers that no member has.</summary>
    public static bool IsFallback(Scalar scalar, object? number) =>
        scalar is { Kind: FieldKind.Enum, Enum.Fallback: { } fallback } && number is long value && value == fallback.Number;

    /// <summary>Rows that show the fallback: those with its number, and those with one that no member has.</summary>
    /// <param name="slot">Makes a number a value that travels with the plan.</param>
    public static Filter EqualsFallback(Scalar scalar, Func<long, Scalar> slot) => Outside(scalar, slot);

    /// <summary>Whether numbers that no member has are shown as null.</summary>
    public static bool HidesNumbers(Scalar scalar) => scalar is { Kind: FieldKind.Enum, Enum: { Fallback: null } };

    /// <summary>Rows that show null.</summary>
    /// <param name="slot">Makes a number a value that travels with the plan.</param>
    public static Filter IsNull(Scalar scalar, Func<long, Scalar> slot) =>
        HidesNumbers(scalar) ? new OrFilter([new IsNullFilter(scalar), Outside(scalar, slot)]) : new IsNullFilter(scalar);

    // As ranges, which an index finds: a list of what it is not would read every row.
    private static OrFilter Outside(Scalar scalar, Func<long, Scalar> slot)
    {
        var model = scalar.Enum!;
        long[] known = [.. model.Members.Select(member => member.Number).Where(number => number != model.Fallback?.Number).Order()];
        CompareFilter Is(Comparison comparison, long number) => new(scalar, comparison, slot(number));
        var gaps = known
            .Zip(known.Skip(1))
            .Where(pair => pair.Second - pair.First > 1)
            .Select(pair => new AndFilter([Is(Comparison.Greater, pair.First), Is(Comparison.Less, pair.Second)]));
        return new([Is(Comparison.Less, known[0]), .. gaps, Is(Comparison.Greater, known[^1])]);
    }
}
