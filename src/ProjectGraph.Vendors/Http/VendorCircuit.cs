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
    private readonly ResiliencePipeline<VendorResponse> _breaker;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pause;
    private volatile Reading _current = new(CircuitState.Closed, null);

    internal VendorCircuit(CircuitOptions options, TimeProvider time, Func<Task> changed)
    {
        (_time, _pause) = (time, TimeSpan.FromSeconds(options.BreakSeconds));
        _breaker = new ResiliencePipelineBuilder<VendorResponse> { TimeProvider = time }
            .AddCircuitBreaker(
                new()
                {
                    FailureRatio = options.FailureRatio,
                    MinimumThroughput = options.MinimumCalls,
                    SamplingDuration = TimeSpan.FromSeconds(options.WindowSeconds),
                    BreakDuration = _pause,
                    ShouldHandle = args => ValueTask.FromResult(IsVendorsFault(args.Outcome)),
                    OnOpened = _ => ChangeStateAsync(new(CircuitState.Open, _time.GetUtcNow() + _pause), changed),
                    OnHalfOpened = _ => ChangeStateAsync(new(CircuitState.HalfOpen, null), changed),
                    OnClosed = _ => ChangeStateAsync(new(CircuitState.Closed, null), changed),
                }
            )
            .Build();
    }

    public CircuitState State => _current.State;

    /// <summary>When an open circuit allows the next call.</summary>
    public DateTimeOffset? RetryAt => _current.RetryAt;

    /// <exception cref="BrokenCircuitException">The circuit is open. Nothing was sent.</exception>
    internal ValueTask<VendorResponse> CallAsync(
        Func<CancellationToken, ValueTask<VendorResponse>> call,
        CancellationToken cancellationToken
    ) => _breaker.ExecuteAsync(call, cancellationToken);

    /// <summary>The error message for callers while the circuit is open.</summary>
    internal string DescribeOpenState(string vendor) =>
        _current.RetryAt is { } retry && retry > _time.GetUtcNow()
            ? $"{vendor} failed too often. No request is sent to it for another {Math.Ceiling((retry - _time.GetUtcNow()).TotalSeconds)} seconds."
            : $"{vendor} failed too often. A trial call is running. Try again shortly.";

    private static bool IsVendorsFault(Outcome<VendorResponse> outcome) =>
        outcome switch
        {
            { Exception: VendorTransportException failure } => !failure.IsForbidden,
            { Result.Status: >= 500 } => true,
            _ => false,
        };

    private async ValueTask ChangeStateAsync(Reading reading, Func<Task> changed)
    {
        _current = reading;
        await changed();
    }

    private sealed record Reading(CircuitState State, DateTimeOffset? RetryAt);
}
