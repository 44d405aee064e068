using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>A canonical function with its argument and result types.</summary>
/// <param name="Accepts">Whether the function accepts a kind at an argument position.</param>
/// <param name="Result">The kind of the result; null if it is the first argument's kind.</param>
internal sealed record CanonicalFunction(
    ScalarFunction Scalar,
    int MinArguments,
    int MaxArguments,
    Func<int, FieldKind, bool> Accepts,
    FieldKind? Result
);

/// <summary>The canonical functions that map to one function of the store (URL conventions, section 5.1.1.5 and following).</summary>
internal static class CanonicalFunctions
{
    private static readonly Dictionary<string, CanonicalFunction> ByName = new(StringComparer.Ordinal)
    {
        ["length"] = CreateUnary(ScalarFunction.Length, IsText, FieldKind.Int),
        ["indexof"] = new(ScalarFunction.IndexOf, 2, 2, IsText, FieldKind.Int),
        ["substring"] = new(
            ScalarFunction.Substring,
            2,
            3,
            (position, kind) => position == 0 ? FieldKinds.IsText(kind) : kind is FieldKind.Int or FieldKind.Long,
            FieldKind.Text
        ),
        ["tolower"] = CreateUnary(ScalarFunction.ToLower, IsText, FieldKind.Text),
        ["toupper"] = CreateUnary(ScalarFunction.ToUpper, IsText, FieldKind.Text),
        ["trim"] = CreateUnary(ScalarFunction.Trim, IsText, FieldKind.Text),
        ["concat"] = new(ScalarFunction.Concat, 2, 2, IsText, FieldKind.Text),
        ["year"] = CreateUnary(ScalarFunction.Year, IsTime, FieldKind.Int),
        ["month"] = CreateUnary(ScalarFunction.Month, IsTime, FieldKind.Int),
        ["day"] = CreateUnary(ScalarFunction.Day, IsTime, FieldKind.Int),
        ["hour"] = CreateUnary(ScalarFunction.Hour, HasTimeOfDay, FieldKind.Int),
        ["minute"] = CreateUnary(ScalarFunction.Minute, HasTimeOfDay, FieldKind.Int),
        ["second"] = CreateUnary(ScalarFunction.Second, HasTimeOfDay, FieldKind.Int),
        ["fractionalseconds"] = CreateUnary(ScalarFunction.FractionalSeconds, HasTimeOfDay, FieldKind.Decimal),
        ["date"] = CreateUnary(ScalarFunction.Date, IsTime, FieldKind.Date),
        ["time"] = CreateUnary(ScalarFunction.TimeOfDay, (_, kind) => kind == FieldKind.Instant, FieldKind.TimeOfDay),
        ["totaloffsetminutes"] = CreateUnary(ScalarFunction.TotalOffsetMinutes, (_, kind) => kind == FieldKind.Instant, FieldKind.Int),
        ["totalseconds"] = CreateUnary(ScalarFunction.TotalSeconds, (_, kind) => kind == FieldKind.Duration, FieldKind.Decimal),
        ["round"] = CreateUnary(ScalarFunction.Round, (_, kind) => FieldKinds.IsNumber(kind), null),
        ["floor"] = CreateUnary(ScalarFunction.Floor, (_, kind) => FieldKinds.IsNumber(kind), null),
        ["ceiling"] = CreateUnary(ScalarFunction.Ceiling, (_, kind) => FieldKinds.IsNumber(kind), null),
        ["matchespattern"] = new(ScalarFunction.Matches, 2, 2, IsText, FieldKind.Boolean),
    };

    // OData defines these functions. They receive a 501 response instead of a syntax error.
    private static readonly HashSet<string> Unsupported = new(
        ["hassubsequence", "geo.distance", "geo.intersects", "geo.length"],
        StringComparer.Ordinal
    );

    public static CanonicalFunction? Find(string name) => ByName.GetValueOrDefault(name);

    public static bool IsUnsupported(string name) => Unsupported.Contains(name);

    private static CanonicalFunction CreateUnary(ScalarFunction function, Func<int, FieldKind, bool> takes, FieldKind? result) =>
        new(function, 1, 1, takes, result);

    private static bool IsText(int position, FieldKind kind) => FieldKinds.IsText(kind);

    private static bool IsTime(int position, FieldKind kind) => FieldKinds.IsTime(kind);

    private static bool HasTimeOfDay(int position, FieldKind kind) => kind is FieldKind.Instant or FieldKind.TimeOfDay;
}
