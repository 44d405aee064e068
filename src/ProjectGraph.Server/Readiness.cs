namespace ProjectGraph.Server;

/// <summary>A step of the start that must be done before the service is ready.</summary>
public enum ReadinessStep
{
    Store,
    FirstSync,
    FirstQueries,
}

/// <summary>Tracks the steps of the start.</summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly SortedSet<ReadinessStep> _missing = [.. Enum.GetValues<ReadinessStep>()];

    /// <summary>Completes when every step is done.</summary>
    public Task WhenReady => _ready.Task;

    public void Complete(ReadinessStep step)
    {
        lock (_gate)
        {
            _missing.Remove(step);
            if (_missing.Count == 0)
                _ready.TrySetResult();
        }
    }

    /// <summary>Whether the process is stopping. It completes running requests, and new ones should go to other instances.</summary>
    public bool IsStopping { get; set; }

    public IReadOnlyList<ReadinessStep> MissingSteps
    {
        get
        {
            lock (_gate)
                return [.. _missing];
        }
    }
}
