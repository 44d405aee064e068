namespace ProjectGraph.Server.Telemetry;

/// <summary>
/// Ends what is still being exported soon after the service has stopped: a collector that does not answer would hold the process up,
/// for each signal by another five seconds.
/// </summary>
internal sealed class ExportCutoff : IDisposable
{
    /// <summary>For the last export of all signals together.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _cutoff;
    private readonly CancellationTokenRegistration _stopped;

    public ExportCutoff(IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _cutoff = new(Timeout.InfiniteTimeSpan, time);
        _stopped = lifetime.ApplicationStopped.Register(() => _cutoff.CancelAfter(Patience));
    }

    /// <param name="inner">The handler that sends.</param>
    public DelegatingHandler Around(HttpMessageHandler inner) => new CutoffHandler(inner, _cutoff.Token);

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
