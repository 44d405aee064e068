using System.Globalization;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>Formats times in Productive's time zone, Zagreb, with an offset, never Z.</summary>
internal static class ProductiveSandboxTime
{
    /// <summary>The format of <c>created_at</c>, to the millisecond.</summary>
    public static string Exact(DateTimeOffset instant) =>
        instant.ToOffset(Offset(instant.UtcDateTime)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>The format of <c>last_activity_at</c> and <c>archived_at</c>: columns without a fraction, printed with one.</summary>
    public static string ToTheSecond(DateTimeOffset instant) => Exact(instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerSecond)));

    // TimeZoneInfo is not used, because data would differ on a machine without time zone files.
    private static TimeSpan Offset(DateTime utc) =>
        TimeSpan.FromHours(utc >= LastSunday(utc.Year, 3) && utc < LastSunday(utc.Year, 10) ? 2 : 1);

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, DateTime.DaysInMonth(year, month), 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
