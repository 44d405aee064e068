using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>SQL for functions of days, which are texts, and of instants and times, which are ticks.</summary>
internal static class PostgresDates
{
    private const string FirstDay = "DATE '0001-01-01'";
    private const string TicksPerDay = "864000000000";
    private const string TicksPerHour = "36000000000";
    private const string TicksPerMinute = "600000000";
    private const string TicksPerSecond = "10000000";

    /// <summary>The first instant of a day.</summary>
    public static string Ticks(string day) => $"(CAST(CAST({day} AS date) - {FirstDay} AS bigint) * {TicksPerDay})";

    public static string Call(ScalarFunction function, string x, FieldKind kind) =>
        function switch
        {
            ScalarFunction.TimeOfDay => $"({x} % {TicksPerDay})",
            ScalarFunction.Hour => $"({x} / {TicksPerHour} % 24)",
            ScalarFunction.Minute => $"({x} / {TicksPerMinute} % 60)",
            ScalarFunction.Second => $"({x} / {TicksPerSecond} % 60)",
            // Four digits, like the store's decimals.
            ScalarFunction.FractionalSeconds => $"({x} % {TicksPerSecond} / 1000)",
            ScalarFunction.TotalOffsetMinutes => $"({x} * 0)",
            _ => CallOnDay(
                function,
                kind == FieldKind.Instant ? $"({FirstDay} + CAST({x} / {TicksPerDay} AS integer))" : $"CAST({x} AS date)"
            ),
        };

    private static string CallOnDay(ScalarFunction function, string day) =>
        function switch
        {
            ScalarFunction.Year => Part("year", day),
            ScalarFunction.Quarter => Part("quarter", day),
            ScalarFunction.Month => Part("month", day),
            ScalarFunction.Week => Part("week", day),
            ScalarFunction.Day => Part("day", day),
            ScalarFunction.Date => FormatDay($"CAST({day} AS timestamp)"),
            ScalarFunction.StartOfYear => StartOfPeriod("year", day),
            ScalarFunction.StartOfQuarter => StartOfPeriod("quarter", day),
            ScalarFunction.StartOfMonth => StartOfPeriod("month", day),
            ScalarFunction.StartOfWeek => StartOfPeriod("week", day),
            _ => throw new NotSupportedException($"{function} is not a function of dates."),
        };

    private static string Part(string part, string day) => $"CAST(extract({part} FROM {day}) AS bigint)";

    private static string StartOfPeriod(string period, string day) => FormatDay($"date_trunc('{period}', CAST({day} AS timestamp))");

    // A timestamp without a time zone: with one, the server's own zone would affect the result.
    private static string FormatDay(string timestamp) => $"(to_char({timestamp}, 'YYYY-MM-DD') COLLATE \"C\")";
}
