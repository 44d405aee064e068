using System.Threading.RateLimiting;

namespace ProjectGraph.Server;

/// <summary>The rate limit leases of a request. Code that no longer needs a lease can return it before the request ends.</summary>
internal sealed class RequestLeases
{
    /// <summary>The address's lease, held until the caller is known.</summary>
    public RateLimitLease? Address { get; set; }

    /// <summary>The caller's lease, held until the request ends or becomes a stream.</summary>
    public RateLimitLease? Caller { get; set; }

    public static RequestLeases GetOrCreate(HttpContext context)
    {
        if (context.Features.Get<RequestLeases>() is { } known)
            return known;
        var leases = new RequestLeases();
        context.Features.Set(leases);
        return leases;
    }
}

/// <summary>Adapts a limiter of callers or addresses to the framework's middleware, and records the lease of each request.</summary>
/// <param name="keyOf">Returns the limiter's key. Null for a request without a limit.</param>
internal sealed class RequestLimiter(
    PartitionedRateLimiter<string> inner,
    Func<HttpContext, string?> keyOf,
    Action<RequestLeases, RateLimitLease> note
) : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) =>
        keyOf(resource) is { } key ? inner.GetStatistics(key) : null;

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
        keyOf(resource) is { } key ? RecordLease(resource, inner.AttemptAcquire(key, permitCount)) : Unlimited.Instance;

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(
        HttpContext resource,
        int permitCount,
        CancellationToken cancellationToken
    ) =>
        keyOf(resource) is { } key
            ? RecordLease(resource, await inner.AcquireAsync(key, permitCount, cancellationToken))
            : Unlimited.Instance;

    private RateLimitLease RecordLease(HttpContext context, RateLimitLease lease)
    {
        if (lease.IsAcquired)
            note(RequestLeases.GetOrCreate(context), lease);
        return lease;
    }

    private sealed class Unlimited : RateLimitLease
    {
        public static readonly Unlimited Instance = new();

        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
