using System.Globalization;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Reporting;

/// <summary>Extends the calendar to the range of the projects' dates, in whole years and with one more year at each end.</summary>
internal sealed class CalendarWriter(SqlSession session, ReportingOptions options)
{
    // Limits the range, because a date in the year 9999 for "never" would add three million rows.
    private const int MaxYearsFromToday = 50;

    private const string DataRange = """
        SELECT min(day), max(day) FROM (
            SELECT min(StartDate) AS day FROM Projects UNION ALL SELECT max(StartDate) FROM Projects
            UNION ALL SELECT min(DueDate) FROM Projects UNION ALL SELECT max(DueDate) FROM Projects) AS days
        """;
    private const string InstantRange = """
        SELECT min(at), max(at) FROM (
            SELECT min(CreatedAt) AS at FROM Projects UNION ALL SELECT max(CreatedAt) FROM Projects
            UNION ALL SELECT min(UpdatedAt) FROM Projects UNION ALL SELECT max(UpdatedAt) FROM Projects) AS instants
        """;
    private const string CalendarRange = "SELECT min(Date), max(Date) FROM Dates";
    private const string OtherFiscalYear =
        "SELECT count(*) FROM (SELECT 1 FROM Dates WHERE CAST(substr(StartOfFiscalYear, 6, 2) AS INTEGER) <> @p0 LIMIT 1) AS other";

    private static readonly EntityTable Table = EntityTable.Get<CalendarDay>();

    public void Extend(DateOnly today)
    {
        if (session.ReadLong(OtherFiscalYear, (long)options.FiscalYearStartMonth) > 0)
            session.Execute("DELETE FROM Dates");
        var (first, last) = GetRequiredRange(today);
        if (ReadRange(CalendarRange) is not var (from, to))
            Write(first, last);
        else
        {
            Write(first, from.AddDays(-1));
            Write(to.AddDays(1), last);
        }
    }

    private (DateOnly First, DateOnly Last) GetRequiredRange(DateOnly today)
    {
        DateOnly[] days =
        [
            today,
            .. ReadDays(DataRange, row => Parse((string)row)),
            .. ReadDays(InstantRange, row => DateOnly.FromDateTime(new((long)row, DateTimeKind.Utc))),
        ];
        var first = Math.Max(days.Min().Year - 1, today.Year - MaxYearsFromToday);
        var last = Math.Min(days.Max().Year + 1, today.Year + MaxYearsFromToday);
        return (new(Math.Max(first, 1), 1, 1), new(Math.Min(last, DateOnly.MaxValue.Year), 12, 31));
    }

    private (DateOnly From, DateOnly To)? ReadRange(string sql) =>
        ReadDays(sql, value => Parse((string)value)) is [var from, var to] ? (from, to) : null;

    private List<DateOnly> ReadDays(string sql, Func<object, DateOnly> read) =>
        [
            .. session
                .ReadList(sql, row => new[] { row.GetValue(0), row.GetValue(1) })
                .Single()
                .Where(value => value is not DBNull)
                .Select(read),
        ];

    private void Write(DateOnly from, DateOnly to)
    {
        var days = Math.Max(0, to.DayNumber - from.DayNumber + 1);
        session.InsertAll(Table, [.. Enumerable.Range(from.DayNumber, days).Select(CreateRow)]);
    }

    private object?[] CreateRow(int day) =>
        session.Encode(Table, Calendar.CreateDay(DateOnly.FromDayNumber(day), options.FiscalYearStartMonth));

    private static DateOnly Parse(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
