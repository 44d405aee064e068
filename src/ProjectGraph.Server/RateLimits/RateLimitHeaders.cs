using System.Globalization;

namespace ProjectGraph.Server;

/// <summary>
/// Writes a caller's limits to each response: <c>RateLimit-Policy</c> and <c>RateLimit</c> (draft-ietf-httpapi-ratelimit-headers-10).
/// For the cost it also writes the three headers of the draft's earlier versions, which most clients support.
/// </summary>
internal sealed class RateLimitHeaders(CallerLimits limits)
{
    private readonly string _policy = string.Join(", ", Policies(limits));

    public void Write(HttpContext context)
    {
        if (_policy.Length == 0 || context.Features.Get<CallerAccess>() is not { } caller)
            return;
        var (headers, key) = (context.Response.Headers, CallerKey.Get(caller));
        headers["RateLimit-Policy"] = _policy;
        var requests = limits.MaxConcurrentRequests is null
            ? null
            : Format($"\"requests\";r={limits.Requests.GetStatistics(key)?.CurrentAvailablePermits ?? 0}");
        if (limits.CostPerMinute is not { } perMinute)
        {
            headers["RateLimit"] = requests;
            return;
        }
        var available = limits.GetAvailableCost(key);
        var reset = (long)Math.Ceiling(CostBudget.GetTimeUntilFull(perMinute, available).TotalSeconds);
        headers["RateLimit"] = Format($"{requests}{(requests is null ? "" : ", ")}\"cost\";r={available};t={reset}");
        headers["RateLimit-Limit"] = Format($"{perMinute}");
        headers["RateLimit-Remaining"] = Format($"{available}");
        headers["RateLimit-Reset"] = Format($"{reset}");
    }

    private static IEnumerable<string> Policies(CallerLimits limits)
    {
        if (limits.MaxConcurrentRequests is { } most)
            yield return Format($"\"requests\";q={most};qu=\"concurrent-requests\"");
        if (limits.CostPerMinute is { } cost)
            yield return Format($"\"cost\";q={cost};w=60");
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
