namespace ProjectGraph.Data.Model;

// A report joins its dates to these rows to group by periods without computing them.

[Entity(
    "Dates",
    "A calendar day with the periods that contain it. The set covers the years of the projects' dates.",
    IsNode = true,
    IsShared = true
)]
public sealed class CalendarDay
{
    [Field("The day as a number: 20260131.", GraphQLName = "databaseId")]
    public long Id { get; set; }

    [Field("The day.", Groupable = true)]
    public DateOnly Date { get; set; }

    [Field("Year.", Groupable = true)]
    public int Year { get; set; }

    [Field("Quarter of the year, 1 to 4.", Groupable = true)]
    public int Quarter { get; set; }

    [Field("Year and quarter: `2026-Q1`.", MaxLength = 10, Groupable = true)]
    public string YearQuarter { get; set; } = "";

    [Field("Month of the year, 1 to 12.", Groupable = true)]
    public int Month { get; set; }

    [Field("English name of the month.", MaxLength = 20, Groupable = true)]
    public string MonthName { get; set; } = "";

    [Field("Year and month: `2026-01`.", MaxLength = 10, Groupable = true)]
    public string YearMonth { get; set; } = "";

    [Field("ISO 8601 week, 1 to 53. Weeks begin on Monday; week 1 contains January 4.", Groupable = true)]
    public int Week { get; set; }

    [Field("The year that the ISO 8601 week belongs to.", Groupable = true)]
    public int WeekYear { get; set; }

    [Field("ISO 8601 year and week: `2026-W05`.", MaxLength = 10, Groupable = true)]
    public string YearWeek { get; set; } = "";

    [Field("Day of the month, 1 to 31.", Groupable = true)]
    public int DayOfMonth { get; set; }

    [Field("Day of the year, 1 to 366.", Groupable = true)]
    public int DayOfYear { get; set; }

    [Field("ISO 8601 day of the week: 1 is Monday, 7 is Sunday.", Groupable = true)]
    public int DayOfWeek { get; set; }

    [Field("English name of the day of the week.", MaxLength = 20, Groupable = true)]
    public string DayName { get; set; } = "";

    [Field("Whether it is a Saturday or a Sunday.", Groupable = true)]
    public bool IsWeekend { get; set; }

    [Field("Monday of its week.", Groupable = true)]
    public DateOnly StartOfWeek { get; set; }

    [Field("First day of its month.", Groupable = true)]
    public DateOnly StartOfMonth { get; set; }

    [Field("First day of its quarter.", Groupable = true)]
    public DateOnly StartOfQuarter { get; set; }

    [Field("First day of its year.", Groupable = true)]
    public DateOnly StartOfYear { get; set; }

    [Field(
        "Fiscal year, named after the calendar year in which it ends. The setting `BI:FiscalYearStartMonth` defines its first month.",
        Groupable = true
    )]
    public int FiscalYear { get; set; }

    [Field("Quarter of the fiscal year, 1 to 4.", Groupable = true)]
    public int FiscalQuarter { get; set; }

    [Field("Month of the fiscal year, 1 to 12.", Groupable = true)]
    public int FiscalMonth { get; set; }

    [Field("Fiscal year and quarter: `FY2026-Q1`.", MaxLength = 10, Groupable = true)]
    public string FiscalYearQuarter { get; set; } = "";

    [Field("First day of its fiscal year.", Groupable = true)]
    public DateOnly StartOfFiscalYear { get; set; }
}
