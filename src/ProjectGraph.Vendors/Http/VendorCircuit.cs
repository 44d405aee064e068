using Polly;
using Polly.CircuitBreaker;
using CircuitState = ProjectGraph.Data.Model.CircuitState;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// Spares a failing vendor, and whoever waits for it: after many failures calls fail at once, until one that is let through
/// succeeds. Only what is the vendor's fault counts, 5xx and silence; a refusal is a vendor that works. Each
/// instance has its own: what one of them can't reach another may, and a vendor that fails for all is found out by each.
/// </summary>
public sealed class VendorCircuit
{
    private readonly ResiliencePipeline<VendorAnswer> breaker;
    private readonly TimeProvider time;
    private readonly TimeSpan pause;
    private volatile Reading now = new(CircuitState.Closed, null);

    internal VendorCircuit(CircuitOptions options, TimeProvider time, Func<Task> changed)
    {
        (this.time, pause) = (time, TimeSpan.FromSeconds(options.BreakSeconds));
        breaker = new ResiliencePipelineBuilder<VendorAnswer> { TimeProvider = time }.AddCircuitBreaker(new()
        {
            FailureRatio = options.FailureRatio,
            MinimumThroughput = options.MinimumCalls,
            SamplingDuration = TimeSpan.FromSeconds(options.WindowSeconds),
            BreakDuration = pause,
            ShouldHandle = args => ValueTask.FromResult(IsVendorsFault(args.Outcome)),
            OnOpened = _ => TurnAsync(new(CircuitState.Open, this.time.GetUtcNow() + pause), changed),
            OnHalfOpened = _ => TurnAsync(new(CircuitState.HalfOpen, null), changed),
            OnClosed = _ => TurnAsync(new(CircuitState.Closed, null), changed),
        }).Build();
    }

    public CircuitState State => now.State;

    /// <summary>When an open circuit lets the next call out.</summary>
    public DateTimeOffset? RetryAt => now.RetryAt;

    /// <exception cref="BrokenCircuitException">It is open: nothing was sent.</exception>
    internal ValueTask<VendorAnswer> CallAsync(Func<CancellationToken, ValueTask<VendorAnswer>> call, CancellationToken cancellation) =>
        breaker.ExecuteAsync(call, cancellation);

    /// <summary>What a caller is told while it is open.</summary>
    internal string Explanation(string vendor) => now.RetryAt is { } retry && retry > time.GetUtcNow()
        ? $"{vendor} failed too often; nothing is sent to it for another {Math.Ceiling((retry - time.GetUtcNow()).TotalSeconds)} seconds."
        : $"{vendor} failed too often; one call is under way to see whether it works again.";

    private static bool IsVendorsFault(Outcome<VendorAnswer> outcome) => outcome switch
    {
        { Exception: VendorTransportException silence } => !silence.IsForbidden,
        { Result.Status: >= 500 } => true,
        _ => false,
    };

    private async ValueTask TurnAsync(Reading reading, Func<Task> changed)
    {
        now = reading;
        await changed();
    }

    private sealed record Reading(CircuitState State, DateTimeOffset? RetryAt);
}
