namespace ProjectGraph.Server;

/// <summary>What has to happen before the service can answer.</summary>
public enum ReadinessStep { Store, FirstSync, FirstQueries }

/// <summary>How far the start has come.</summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly SortedSet<ReadinessStep> _missing = [.. Enum.GetValues<ReadinessStep>()];

    /// <summary>Completes when every step is done.</summary>
    public Task WhenReady => _ready.Task;

    public void Done(ReadinessStep step)
    {
        lock (_gate)
        {
            _missing.Remove(step);
            if (_missing.Count == 0) _ready.TrySetResult();
        }
    }

    /// <summary>Whether the process has been told to stop: what it has begun it ends, and new requests are better sent elsewhere.</summary>
    public bool IsStopping { get; set; }

    public IReadOnlyList<ReadinessStep> Missing
    {
        get
        {
            lock (_gate) return [.. _missing];
        }
    }
}
