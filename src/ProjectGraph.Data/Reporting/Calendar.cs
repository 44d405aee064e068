using System.Globalization;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Reporting;

/// <summary>Computes the periods that contain a day.</summary>
internal static class Calendar
{
    public static CalendarDay CreateDay(DateOnly date, int fiscalYearStartMonth)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        var (week, weekYear) = (ISOWeek.GetWeekOfYear(midnight), ISOWeek.GetYear(midnight));
        var quarter = GetQuarter(date.Month);
        var fiscalMonth = ((date.Month - fiscalYearStartMonth + 12) % 12) + 1;
        var fiscalStart = StartOfMonth(date).AddMonths(1 - fiscalMonth);
        var fiscalYear = fiscalStart.AddMonths(11).Year;
        return new()
        {
            Id = GetKey(date),
            Date = date,
            Year = date.Year,
            Quarter = quarter,
            YearQuarter = Format($"{date.Year:0000}-Q{quarter}"),
            Month = date.Month,
            MonthName = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(date.Month),
            YearMonth = Format($"{date.Year:0000}-{date.Month:00}"),
            Week = week,
            WeekYear = weekYear,
            YearWeek = Format($"{weekYear:0000}-W{week:00}"),
            DayOfMonth = date.Day,
            DayOfYear = date.DayOfYear,
            DayOfWeek = GetIsoDayOfWeek(date),
            DayName = date.DayOfWeek.ToString(),
            IsWeekend = GetIsoDayOfWeek(date) > 5,
            StartOfWeek = date.AddDays(1 - GetIsoDayOfWeek(date)),
            StartOfMonth = StartOfMonth(date),
            StartOfQuarter = new(date.Year, (quarter * 3) - 2, 1),
            StartOfYear = new(date.Year, 1, 1),
            FiscalYear = fiscalYear,
            FiscalQuarter = GetQuarter(fiscalMonth),
            FiscalMonth = fiscalMonth,
            FiscalYearQuarter = Format($"FY{fiscalYear:0000}-Q{GetQuarter(fiscalMonth)}"),
            StartOfFiscalYear = fiscalStart,
        };
    }

    public static long GetKey(DateOnly date) => (date.Year * 10_000) + (date.Month * 100) + date.Day;

    private static DateOnly StartOfMonth(DateOnly date) => new(date.Year, date.Month, 1);

    private static int GetQuarter(int month) => (month + 2) / 3;

    private static int GetIsoDayOfWeek(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
