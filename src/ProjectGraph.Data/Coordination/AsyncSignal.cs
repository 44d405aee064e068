namespace ProjectGraph.Data.Coordination;

/// <summary>A signal that wakes all its waiters and can be raised again.</summary>
internal sealed class AsyncSignal
{
    private TaskCompletionSource _next = CreatePending();

    /// <summary>Completes at the next <see cref="Raise"/>. Read it before checking, so that no signal in between is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, CreatePending()).TrySetResult();

    private static TaskCompletionSource CreatePending() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
