using System.Globalization;

namespace ProjectGraph.Vendors.Http;

/// <summary>RFC 9110 §10.2.3: seconds, or a date.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(VendorAnswer answer, DateTimeOffset now)
    {
        var value = answer.Header("Retry-After");
        // Whole seconds by the standard; a fraction is understood too, and nothing is beyond a year.
        if (decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds((double)Math.Min(seconds, 365 * 24 * 3600));
        if (!DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return null;
        return date > now ? date - now : TimeSpan.Zero;
    }
}
