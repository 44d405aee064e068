using System.Globalization;
using System.Threading.RateLimiting;
using ProjectGraph.Server.Costs;

namespace ProjectGraph.Server;

/// <summary>
/// Limits each caller's concurrent requests, with a short queue, and its cost per minute. A caller above its limits waits or is
/// refused. Other callers are not affected. Callers without running requests are dropped.
/// </summary>
internal sealed class CallerLimits : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private readonly Limits _limits;
    private readonly PartitionedRateLimiter<string> _budgets;

    public CallerLimits(Limits limits, TimeProvider time)
    {
        _limits = limits;
        (Requests, Addresses) = (CreateConcurrencyLimiter(), CreateConcurrencyLimiter());
        _budgets = PartitionedRateLimiter.Create<string, string>(caller =>
            limits.CostPerMinutePerCaller is > 0 and var perMinute
                ? RateLimitPartition.Get(caller, _ => (RateLimiter)new CostBudget(perMinute, time))
                : RateLimitPartition.GetNoLimiter(caller)
        );
    }

    /// <summary>The limiter of running requests, by caller.</summary>
    public PartitionedRateLimiter<string> Requests { get; }

    /// <summary>The limiter of requests whose caller is not known yet, by address.</summary>
    public PartitionedRateLimiter<string> Addresses { get; }

    public int? MaxConcurrentRequests => _limits.ConcurrentRequestsPerCaller is > 0 and var most ? most : null;

    public long? CostPerMinute => _limits.CostPerMinutePerCaller is > 0 and var most ? most : null;

    /// <summary>Returns the remaining budget of a caller.</summary>
    public long GetAvailableCost(string caller) => _budgets.GetStatistics(caller)?.CurrentAvailablePermits ?? 0;

    /// <summary>Counts an operation without an HTTP request of its own. Waits if the caller has too many running requests.</summary>
    /// <exception cref="ApiException">The caller's queue is full.</exception>
    public async ValueTask<RateLimitLease> AcquireRequestAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var lease = await Requests.AcquireAsync(CallerKey.Get(context), 1, cancellationToken);
        return lease.IsAcquired ? lease : throw CreateTooManyRequestsError();
    }

    /// <summary>Charges a cost to the caller's budget.</summary>
    /// <exception cref="ApiException">The cost exceeds the remaining budget.</exception>
    public void Charge(HttpContext context, Cost cost)
    {
        if (CostPerMinute is not { } perMinute)
            return;
        var caller = CallerKey.Get(context);
        using var lease = _budgets.AttemptAcquire(caller, ToPermits(cost));
        if (lease.IsAcquired)
            return;
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        throw new ApiException(
            new(
                ErrorCodes.RateLimited,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The request costs {ToPermits(cost):#,0}, and {GetAvailableCost(caller):#,0} are left of the {perMinute:#,0} that a caller may spend in a minute (Limits:CostPerMinutePerCaller). Try again in {Math.Ceiling(wait.TotalSeconds):0} s, or request less."
                )
            )
            {
                RetryAfter = wait,
            }
        );
    }

    /// <summary>Charges a cost to the caller's budget and waits until the budget suffices.</summary>
    public async ValueTask ChargeWhenAvailableAsync(HttpContext context, Cost cost, CancellationToken cancellationToken)
    {
        if (CostPerMinute is null)
            return;
        using var lease = await _budgets.AcquireAsync(CallerKey.Get(context), ToPermits(cost), cancellationToken);
    }

    public ApiException CreateTooManyRequestsError() =>
        new(
            new(
                ErrorCodes.RateLimited,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_limits.ConcurrentRequestsPerCaller} requests of this caller are running and {_limits.QueuedRequestsPerCaller ?? 0} are waiting (Limits:ConcurrentRequestsPerCaller, Limits:QueuedRequestsPerCaller). Send fewer requests at once."
                )
            )
            {
                RetryAfter = RetryDelay,
            }
        );

    public void Dispose()
    {
        Requests.Dispose();
        Addresses.Dispose();
        _budgets.Dispose();
    }

    private static int ToPermits(Cost cost) => (int)Math.Min(int.MaxValue, Math.Ceiling(cost.Field + cost.Type));

    private PartitionedRateLimiter<string> CreateConcurrencyLimiter() =>
        PartitionedRateLimiter.Create<string, string>(caller =>
            MaxConcurrentRequests is { } most ? RateLimitPartition.GetConcurrencyLimiter(caller, _ => new()
                    {
                        PermitLimit = most,
                        QueueLimit = Math.Max(0, _limits.QueuedRequestsPerCaller ?? 0),
                        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                    }) : RateLimitPartition.GetNoLimiter(caller)
        );
}
