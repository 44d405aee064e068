using System.Globalization;
using System.Text;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Query;

namespace ProjectGraph.Data.Tests.Query.Oracle;

/// <summary>Evaluates functions. A null argument gives null, and so does a division by zero.</summary>
internal static class Functions
{
    public static object? Call(CallScalar call, IReadOnlyList<object?> arguments)
    {
        if (arguments.Contains(null))
            return null;
        var a = arguments[0]!;
        return call.Function switch
        {
            ScalarFunction.Length => (long)Text(a).EnumerateRunes().Count(),
            ScalarFunction.ToLower => Text(a).ToLowerInvariant(),
            ScalarFunction.ToUpper => Text(a).ToUpperInvariant(),
            ScalarFunction.Trim => Text(a).Trim(' ', '\t', '\n', '\r'),
            ScalarFunction.Concat => Text(a) + Text(arguments[1]!),
            ScalarFunction.IndexOf => IndexOf(Text(a), Text(arguments[1]!)),
            ScalarFunction.Substring => Substring(
                Text(a),
                (int)(long)arguments[1]!,
                arguments.Count == 3 ? (int)(long)arguments[2]! : int.MaxValue
            ),
            ScalarFunction.ToText => Values.Written(a),
            ScalarFunction.ToInteger => (long)Math.Truncate(Values.Exact(a)),
            ScalarFunction.ToDecimal => Rounded(Values.Exact(a)),
            ScalarFunction.ToDouble => Values.Real(a),
            ScalarFunction.Round => Whole(a, number => Math.Round(number, MidpointRounding.AwayFromZero)),
            ScalarFunction.Floor => Whole(a, Math.Floor),
            ScalarFunction.Ceiling => Whole(a, Math.Ceiling),
            ScalarFunction.Negate => Arithmetic(ScalarFunction.Subtract, call.Kind, 0L, a),
            >= ScalarFunction.Add and <= ScalarFunction.Modulo => Arithmetic(call.Function, call.Kind, a, arguments[1]!),
            _ => OfDate(call.Function, a is DateOnly day ? day.ToDateTime(TimeOnly.MinValue) : ((DateTimeOffset)a).UtcDateTime),
        };
    }

    private static string Text(object value) => (string)value;

    private static object? Arithmetic(ScalarFunction function, FieldKind kind, object left, object right)
    {
        if (kind == FieldKind.Double)
            return Real(function, Values.Real(left), Values.Real(right));
        var (a, b) = (Values.Exact(left), Values.Exact(right));
        if (b == 0 && (function is ScalarFunction.Divide or ScalarFunction.IntegerDivide or ScalarFunction.Modulo))
            return null;
        var result = function switch
        {
            ScalarFunction.Add => a + b,
            ScalarFunction.Subtract => a - b,
            ScalarFunction.Multiply => a * b,
            ScalarFunction.Divide => a / b,
            ScalarFunction.IntegerDivide => Math.Truncate(a / b),
            _ => a % b,
        };
        return kind == FieldKind.Decimal ? Rounded(result) : (long)result;
    }

    private static object? Real(ScalarFunction function, double a, double b) =>
        function switch
        {
            ScalarFunction.Add => a + b,
            ScalarFunction.Subtract => a - b,
            ScalarFunction.Multiply => a * b,
            _ when b == 0 => null,
            ScalarFunction.Divide => a / b,

            // The precision of a remainder of real numbers that both stores reach: one unit in the left operand's last place.
            _ => a - b * Math.Truncate(a / b),
        };

    private static object Whole(object number, Func<decimal, decimal> whole) =>
        number switch
        {
            long => number,
            double real => (double)whole((decimal)real),
            _ => whole((decimal)number),
        };

    private static decimal Rounded(decimal amount) => Math.Round(amount, 4, MidpointRounding.AwayFromZero);

    private static long IndexOf(string text, string part)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1 : text[..at].EnumerateRunes().Count();
    }

    private static string Substring(string text, int start, int length)
    {
        var runes = text.EnumerateRunes().ToArray();
        if (start < 0)
            start = Math.Max(0, runes.Length + start);
        return string.Concat(runes.Skip(start).Take(length).Select(rune => rune.ToString()));
    }

    private static object OfDate(ScalarFunction function, DateTime at)
    {
        var day = DateOnly.FromDateTime(at);
        return function switch
        {
            ScalarFunction.Year => (long)at.Year,
            ScalarFunction.Quarter => (at.Month + 2L) / 3,
            ScalarFunction.Month => (long)at.Month,
            ScalarFunction.Week => (long)ISOWeek.GetWeekOfYear(at),
            ScalarFunction.Day => (long)at.Day,
            ScalarFunction.Hour => (long)at.Hour,
            ScalarFunction.Minute => (long)at.Minute,
            ScalarFunction.Second => (long)at.Second,
            ScalarFunction.FractionalSeconds => at.Ticks % TimeSpan.TicksPerSecond / 1000 / 10_000m,
            ScalarFunction.TotalOffsetMinutes => 0L,
            ScalarFunction.Date => day,
            ScalarFunction.StartOfYear => new DateOnly(at.Year, 1, 1),
            ScalarFunction.StartOfQuarter => new DateOnly(at.Year, ((at.Month - 1) / 3 * 3) + 1, 1),
            ScalarFunction.StartOfMonth => new DateOnly(at.Year, at.Month, 1),
            ScalarFunction.StartOfWeek => day.AddDays(-(((int)at.DayOfWeek + 6) % 7)),
            _ => throw new NotSupportedException(function.ToString()),
        };
    }
}
