using Polly;
using Polly.CircuitBreaker;
using CircuitState = ProjectGraph.Data.Model.CircuitState;

namespace ProjectGraph.Vendors.Http;

/// <summary>
/// The circuit breaker of a vendor account. After many failures, calls fail at once until a trial call succeeds. Only the vendor's
/// faults count: 5xx and missing responses, not refusals. Each instance has its own circuit, because an instance may be unable
/// to reach a vendor that the others reach.
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

    /// <summary>When an open circuit allows the next call.</summary>
    public DateTimeOffset? RetryAt => now.RetryAt;

    /// <exception cref="BrokenCircuitException">The circuit is open. Nothing was sent.</exception>
    internal ValueTask<VendorAnswer> CallAsync(Func<CancellationToken, ValueTask<VendorAnswer>> call, CancellationToken cancellation) =>
        breaker.ExecuteAsync(call, cancellation);

    /// <summary>The error message for callers while the circuit is open.</summary>
    internal string Explanation(string vendor) => now.RetryAt is { } retry && retry > time.GetUtcNow()
        ? $"{vendor} failed too often. No request is sent to it for another {Math.Ceiling((retry - time.GetUtcNow()).TotalSeconds)} seconds."
        : $"{vendor} failed too often. A trial call is running. Try again shortly.";

    private static bool IsVendorsFault(Outcome<VendorAnswer> outcome) => outcome switch
    {
        { Exception: VendorTransportException failure } => !failure.IsForbidden,
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
