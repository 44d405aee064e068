using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Server.ODataApi.Planning;

/// <summary>A canonical function with its argument and result types.</summary>
/// <param name="Takes">Whether the function accepts a kind at an argument position.</param>
/// <param name="Result">The kind of the result; null if it is the first argument's kind.</param>
internal sealed record Function(ScalarFunction Scalar, int Least, int Most, Func<int, FieldKind, bool> Takes, FieldKind? Result);

/// <summary>The canonical functions that map to one function of the store (URL conventions, section 5.1.1.5 and following).</summary>
internal static class Functions
{
    private static readonly Dictionary<string, Function> All = new(StringComparer.Ordinal)
    {
        ["length"] = Of(ScalarFunction.Length, Texts, FieldKind.Int),
        ["indexof"] = new(ScalarFunction.IndexOf, 2, 2, Texts, FieldKind.Int),
        ["substring"] = new(ScalarFunction.Substring, 2, 3, (position, kind) => position == 0 ? Numbers.IsText(kind) : kind is FieldKind.Int or FieldKind.Long, FieldKind.Text),
        ["tolower"] = Of(ScalarFunction.ToLower, Texts, FieldKind.Text),
        ["toupper"] = Of(ScalarFunction.ToUpper, Texts, FieldKind.Text),
        ["trim"] = Of(ScalarFunction.Trim, Texts, FieldKind.Text),
        ["concat"] = new(ScalarFunction.Concat, 2, 2, Texts, FieldKind.Text),
        ["year"] = Of(ScalarFunction.Year, Times, FieldKind.Int),
        ["month"] = Of(ScalarFunction.Month, Times, FieldKind.Int),
        ["day"] = Of(ScalarFunction.Day, Times, FieldKind.Int),
        ["hour"] = Of(ScalarFunction.Hour, Clocks, FieldKind.Int),
        ["minute"] = Of(ScalarFunction.Minute, Clocks, FieldKind.Int),
        ["second"] = Of(ScalarFunction.Second, Clocks, FieldKind.Int),
        ["fractionalseconds"] = Of(ScalarFunction.FractionalSeconds, Clocks, FieldKind.Decimal),
        ["date"] = Of(ScalarFunction.Date, Times, FieldKind.Date),
        ["time"] = Of(ScalarFunction.TimeOfDay, (_, kind) => kind == FieldKind.Instant, FieldKind.TimeOfDay),
        ["totaloffsetminutes"] = Of(ScalarFunction.TotalOffsetMinutes, (_, kind) => kind == FieldKind.Instant, FieldKind.Int),
        ["totalseconds"] = Of(ScalarFunction.TotalSeconds, (_, kind) => kind == FieldKind.Duration, FieldKind.Decimal),
        ["round"] = Of(ScalarFunction.Round, (_, kind) => Numbers.IsNumber(kind), null),
        ["floor"] = Of(ScalarFunction.Floor, (_, kind) => Numbers.IsNumber(kind), null),
        ["ceiling"] = Of(ScalarFunction.Ceiling, (_, kind) => Numbers.IsNumber(kind), null),
        ["matchespattern"] = new(ScalarFunction.Matches, 2, 2, Texts, FieldKind.Boolean),
    };

    // OData defines these functions. They receive a 501 response instead of a syntax error.
    private static readonly HashSet<string> NotOffered = new(["hassubsequence", "geo.distance", "geo.intersects", "geo.length"], StringComparer.Ordinal);

    public static Function? Find(string name) => All.GetValueOrDefault(name);

    public static bool IsKnown(string name) => NotOffered.Contains(name);

    private static Function Of(ScalarFunction function, Func<int, FieldKind, bool> takes, FieldKind? result) => new(function, 1, 1, takes, result);

    private static bool Texts(int position, FieldKind kind) => Numbers.IsText(kind);

    private static bool Times(int position, FieldKind kind) => Numbers.IsTime(kind);

    private static bool Clocks(int position, FieldKind kind) => kind is FieldKind.Instant or FieldKind.TimeOfDay;
}
