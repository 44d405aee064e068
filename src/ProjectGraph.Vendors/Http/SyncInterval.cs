using System.Globalization;

namespace ProjectGraph.Vendors.Http;

/// <summary>Parses <c>SyncInterval</c>: <c>00:15:00</c>, <c>15m</c>, <c>1h</c>, <c>90s</c>, or <c>Off</c>.</summary>
internal static class SyncInterval
{
    public static readonly TimeSpan Default = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <returns>False if the text is not an interval or the interval is not between ten seconds and a week.</returns>
    public static bool TryParse(string? text, out TimeSpan? interval)
    {
        interval = null;
        if ("Off".Equals(text, StringComparison.OrdinalIgnoreCase))
            return true;
        interval = Parse(text?.Trim());
        return interval >= Shortest && interval <= Longest;
    }

    private static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null;
        if (!int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => null,
        };
    }
}
