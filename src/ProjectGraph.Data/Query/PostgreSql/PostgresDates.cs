using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query.PostgreSql;

/// <summary>SQL for functions of days, which are texts, and of instants and times, which are ticks.</summary>
internal static class PostgresDates
{
    private const string FirstDay = "DATE '0001-01-01'";
    private const string TicksADay = "864000000000";
    private const string TicksAnHour = "36000000000";
    private const string TicksAMinute = "600000000";
    private const string TicksASecond = "10000000";

    /// <summary>The first instant of a day.</summary>
    public static string Ticks(string day) => $"(CAST(CAST({day} AS date) - {FirstDay} AS bigint) * {TicksADay})";

    public static string Call(ScalarFunction function, string x, FieldKind kind) => function switch
    {
        ScalarFunction.TimeOfDay => $"({x} % {TicksADay})",
        ScalarFunction.Hour => $"({x} / {TicksAnHour} % 24)",
        ScalarFunction.Minute => $"({x} / {TicksAMinute} % 60)",
        ScalarFunction.Second => $"({x} / {TicksASecond} % 60)",
        // Four digits, like the store's decimals.
        ScalarFunction.FractionalSeconds => $"({x} % {TicksASecond} / 1000)",
        ScalarFunction.TotalOffsetMinutes => $"({x} * 0)",
        _ => OfDay(function, kind == FieldKind.Instant ? $"({FirstDay} + CAST({x} / {TicksADay} AS integer))" : $"CAST({x} AS date)"),
    };

    private static string OfDay(ScalarFunction function, string day) => function switch
    {
        ScalarFunction.Year => Part("year", day),
        ScalarFunction.Quarter => Part("quarter", day),
        ScalarFunction.Month => Part("month", day),
        ScalarFunction.Week => Part("week", day),
        ScalarFunction.Day => Part("day", day),
        ScalarFunction.Date => Written($"CAST({day} AS timestamp)"),
        ScalarFunction.StartOfYear => Start("year", day),
        ScalarFunction.StartOfQuarter => Start("quarter", day),
        ScalarFunction.StartOfMonth => Start("month", day),
        ScalarFunction.StartOfWeek => Start("week", day),
        _ => throw new NotSupportedException($"{function} is not a function of dates."),
    };

    private static string Part(string part, string day) => $"CAST(extract({part} FROM {day}) AS bigint)";

    private static string Start(string period, string day) => Written($"date_trunc('{period}', CAST({day} AS timestamp))");

    // A timestamp without a time zone: with one, the server's own zone would affect the result.
    private static string Written(string timestamp) => $"(to_char({timestamp}, 'YYYY-MM-DD') COLLATE \"C\")";
}
