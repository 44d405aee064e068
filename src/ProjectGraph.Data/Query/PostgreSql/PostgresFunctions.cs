using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>SQL for functions of values. Null arguments give null, and so does a division by zero.</summary>
internal static class PostgresFunctions
{
    /// <summary>Lower case by .NET's invariant culture.</summary>
    public const string Lower = "pjg_lower";

    private const string Upper = "pjg_upper";

    // Exact, and faster than a division.
    private const string Unit = "0.0001";

    private static readonly string Scale = Money.Scale.ToString(CultureInfo.InvariantCulture);

    public static string Convert(string value, FieldKind from, FieldKind to) =>
        (from, to) switch
        {
            _ when from == to => value,
            (FieldKind.Int or FieldKind.Long, FieldKind.Decimal) => $"({value} * {Scale})",
            (FieldKind.Int or FieldKind.Long, FieldKind.Double) => $"CAST({value} AS double precision)",
            (FieldKind.Decimal, FieldKind.Double) => $"(CAST({value} AS double precision) / {Scale})",
            (FieldKind.Double, FieldKind.Decimal) => Integer($"round(CAST({value} * {Scale} AS numeric))"),
            (FieldKind.Date, FieldKind.Instant) => PostgresDates.Ticks(value),
            _ => value,
        };

    public static string Call(ScalarFunction function, IReadOnlyList<string> a, FieldKind kind) =>
        function switch
        {
            ScalarFunction.Length => Integer($"length({a[0]})"),
            ScalarFunction.ToLower => $"{Lower}({a[0]})",
            ScalarFunction.ToUpper => $"{Upper}({a[0]})",
            ScalarFunction.Trim => $"btrim({a[0]}, E' \\t\\n\\r')",
            ScalarFunction.Concat => $"({a[0]} || {a[1]})",
            ScalarFunction.IndexOf => Integer($"strpos({a[0]}, {a[1]}) - 1"),
            ScalarFunction.Substring => Substring(a),
            // A constant with more digits than the store's amounts would add digits to the sum.
            ScalarFunction.Add => RoundedToScale($"{a[0]} + {a[1]}", kind),
            ScalarFunction.Subtract => RoundedToScale($"{a[0]} - {a[1]}", kind),
            ScalarFunction.Negate => $"(-{a[0]})",
            ScalarFunction.Multiply => kind == FieldKind.Decimal
                ? Integer($"round({ToNumeric(a[0])} * {a[1]} * {Unit})")
                : $"({a[0]} * {a[1]})",
            ScalarFunction.Divide => Divide(a[0], a[1], kind),
            ScalarFunction.IntegerDivide => $"({a[0]} / NULLIF({a[1]}, 0))",
            ScalarFunction.Modulo => kind == FieldKind.Double
                ? $"({a[0]} - {a[1]} * trunc({a[0]} / NULLIF({a[1]}, 0)))"
                : RoundedToScale($"{a[0]} % NULLIF({a[1]}, 0)", kind),
            ScalarFunction.Round or ScalarFunction.Floor or ScalarFunction.Ceiling => Rounded(function, a[0], kind),
            ScalarFunction.ToText => $"(CAST({a[0]} AS text) COLLATE \"C\")",
            ScalarFunction.ToInteger => kind == FieldKind.Decimal ? Integer($"trunc({a[0]} * {Unit})")
            : kind == FieldKind.Double ? Integer($"trunc({a[0]})")
            : a[0],
            ScalarFunction.ToDecimal => Convert(a[0], kind, FieldKind.Decimal),
            ScalarFunction.ToDouble => Convert(a[0], kind, FieldKind.Double),
            ScalarFunction.ToInstant => Convert(a[0], kind, FieldKind.Instant),
            ScalarFunction.TotalSeconds => $"({a[0]} / 1000)",
            _ => PostgresDates.Call(function, a[0], kind),
        };

    // A negative start counts from the end (OData 4.01).
    private static string Substring(IReadOnlyList<string> a)
    {
        var start = $"CASE WHEN {a[1]} < 0 THEN length({a[0]}) + {a[1]} + 1 ELSE {a[1]} + 1 END";
        return a.Count == 3
            ? $"substr({a[0]}, {ClampToInt(start)}, {ClampToInt($"greatest({a[2]}, 0)")})"
            : $"substr({a[0]}, {ClampToInt(start)})";
    }

    // No text is longer than this.
    private static string ClampToInt(string integer) => $"CAST(greatest(-2000000000, least({integer}, 2000000000)) AS integer)";

    // Uses more digits than PostgreSQL's default for a quotient, so that the result is rounded only once.
    private static string Divide(string left, string right, FieldKind kind) =>
        kind == FieldKind.Decimal
            ? Integer($"round({ToNumeric(left)} * {Scale}.000000000000 / NULLIF({right}, 0))")
            : $"(CAST({left} AS double precision) / NULLIF({right}, 0))";

    private static string RoundedToScale(string value, FieldKind kind) => kind == FieldKind.Decimal ? Integer(value) : $"({value})";

    // Halves are rounded away from zero, as OData requires.
    private static string Rounded(ScalarFunction function, string x, FieldKind kind) =>
        (function, kind) switch
        {
            (_, FieldKind.Int or FieldKind.Long) => x,
            (ScalarFunction.Round, FieldKind.Decimal) => $"({Integer($"round({x} * {Unit})")} * {Scale})",
            (ScalarFunction.Floor, FieldKind.Decimal) => $"({Integer($"floor({x} * {Unit})")} * {Scale})",
            (ScalarFunction.Ceiling, FieldKind.Decimal) => $"({Integer($"ceil({x} * {Unit})")} * {Scale})",
            (ScalarFunction.Round, _) => $"(sign({x}) * floor(abs({x}) + 0.5))",
            (ScalarFunction.Floor, _) => $"floor({x})",
            _ => $"ceil({x})",
        };

    private static string Integer(string value) => $"CAST({value} AS bigint)";

    private static string ToNumeric(string value) => $"CAST({value} AS numeric)";
}
