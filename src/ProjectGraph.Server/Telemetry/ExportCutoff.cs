namespace ProjectGraph.Server.Telemetry;

/// <summary>
/// Cancels running exports soon after the service has stopped. Otherwise an unresponsive collector would delay the exit by five
/// seconds for each signal.
/// </summary>
internal sealed class ExportCutoff : IDisposable
{
    /// <summary>The time limit for the last export of all signals together.</summary>
    public static readonly TimeSpan ExportTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _cutoff;
    private readonly CancellationTokenRegistration _stopped;

    public ExportCutoff(IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _cutoff = new(Timeout.InfiniteTimeSpan, time);
        _stopped = lifetime.ApplicationStopped.Register(() => _cutoff.CancelAfter(ExportTimeout));
    }

    /// <summary>Wraps a handler so that its requests are cancelled after the time limit.</summary>
    public DelegatingHandler Wrap(HttpMessageHandler inner) => new CutoffHandler(inner, _cutoff.Token);

    public void Dispose()
    {
        _stopped.Dispose();
        _cutoff.Dispose();
    }

    private sealed class CutoffHandler(HttpMessageHandler inner, CancellationToken cutoff) : DelegatingHandler(inner)
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cutoff, cancellationToken);
            return base.Send(request, either.Token);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cutoff, cancellationToken);
            return await base.SendAsync(request, either.Token);
        }
    }
}
