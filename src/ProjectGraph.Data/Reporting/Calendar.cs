using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Reporting;

/// <summary>Computes the periods that contain a day.</summary>
internal static class Calendar
{
    public static CalendarDay Day(DateOnly date, int fiscalYearStartMonth)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        var (week, weekYear) = (ISOWeek.GetWeekOfYear(midnight), ISOWeek.GetYear(midnight));
        var quarter = QuarterOf(date.Month);
        var fiscalMonth = ((date.Month - fiscalYearStartMonth + 12) % 12) + 1;
        var fiscalStart = Month(date).AddMonths(1 - fiscalMonth);
        var fiscalYear = fiscalStart.AddMonths(11).Year;
        return new()
        {
            Id = KeyOf(date),
            Date = date,
            Year = date.Year,
            Quarter = quarter,
            YearQuarter = Text($"{date.Year:0000}-Q{quarter}"),
            Month = date.Month,
            MonthName = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(date.Month),
            YearMonth = Text($"{date.Year:0000}-{date.Month:00}"),
            Week = week,
            WeekYear = weekYear,
            YearWeek = Text($"{weekYear:0000}-W{week:00}"),
            DayOfMonth = date.Day,
            DayOfYear = date.DayOfYear,
            DayOfWeek = IsoDay(date),
            DayName = date.DayOfWeek.ToString(),
            IsWeekend = IsoDay(date) > 5,
            StartOfWeek = date.AddDays(1 - IsoDay(date)),
            StartOfMonth = Month(date),
            StartOfQuarter = new(date.Year, (quarter * 3) - 2, 1),
            StartOfYear = new(date.Year, 1, 1),
            FiscalYear = fiscalYear,
            FiscalQuarter = QuarterOf(fiscalMonth),
            FiscalMonth = fiscalMonth,
            FiscalYearQuarter = Text($"FY{fiscalYear:0000}-Q{QuarterOf(fiscalMonth)}"),
            StartOfFiscalYear = fiscalStart,
        };
    }

    public static long KeyOf(DateOnly date) => (date.Year * 10_000) + (date.Month * 100) + date.Day;

    private static DateOnly Month(DateOnly date) => new(date.Year, date.Month, 1);

    private static int QuarterOf(int month) => (month + 2) / 3;

    private static int IsoDay(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
