using System.Globalization;

namespace ProjectGraph.Vendors.Http;

/// <summary>Reads the header <c>Retry-After</c>, RFC 9110 §10.2.3: seconds or a date.</summary>
internal static class RetryAfter
{
    public static TimeSpan? Read(VendorResponse response, DateTimeOffset now)
    {
        var value = response.Header("Retry-After");
        // The standard has whole seconds. A fraction is accepted too, and the time is limited to a year.
        if (decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds((double)Math.Min(seconds, 365 * 24 * 3600));
        if (!DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        return date > now ? date - now : TimeSpan.Zero;
    }
}
