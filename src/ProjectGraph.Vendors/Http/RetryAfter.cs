using System.Globalization;

namespace ProjectGraph.Vendors.Http;

/// <summary>RFC 9110 §10.2.3: seconds, or a date.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(VendorAnswer answer, DateTimeOffset now)
    {
        var value = answer.Header("Retry-After");
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return null;
        return date > now ? date - now : TimeSpan.Zero;
    }
}
