namespace ProjectGraph.Server;

/// <summary>What has to happen before the service can answer.</summary>
public enum ReadinessStep { Store, FirstSync, FirstQueries }

/// <summary>How far the start has come.</summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly SortedSet<ReadinessStep> missing = [.. Enum.GetValues<ReadinessStep>()];

    /// <summary>Completes when every step is done.</summary>
    public Task WhenReady => ready.Task;

    public void Done(ReadinessStep step)
    {
        lock (gate)
        {
            missing.Remove(step);
            if (missing.Count == 0) ready.TrySetResult();
        }
    }

    /// <summary>Whether the process has been told to stop: what it has begun it ends, and new requests are better sent elsewhere.</summary>
    public bool IsStopping { get; set; }

    public IReadOnlyList<ReadinessStep> Missing
    {
        get
        {
            lock (gate) return [.. missing];
        }
    }
}
