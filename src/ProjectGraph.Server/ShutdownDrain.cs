namespace ProjectGraph.Server;

/// <summary>
/// Delays the end of listening after a stop signal. A load balancer learns of the stop from <c>/health/ready</c> before the
/// first request is refused.
/// </summary>
internal sealed class ShutdownDrain(Readiness readiness, Limits limits, TimeProvider time) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.IsStopping = true;
        await Task.Delay(limits.DrainDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
