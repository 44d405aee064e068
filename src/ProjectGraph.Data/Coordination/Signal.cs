namespace ProjectGraph.Data.Coordination;

/// <summary>A signal that wakes all its waiters and can be raised again.</summary>
internal sealed class Signal
{
    private TaskCompletionSource next = Pending();

    /// <summary>Completes at the next <see cref="Raise"/>. Read it before checking, so that no signal in between is missed.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Raise() => Interlocked.Exchange(ref next, Pending()).TrySetResult();

    private static TaskCompletionSource Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
