namespace ProjectGraph.Data.Coordination;

/// <summary>Wakes everybody who waits, again and again.</summary>
internal sealed class Signal
{
    private TaskCompletionSource next = Pending();

    /// <summary>Ends at the next <see cref="Raise"/>. Take it before looking: what happens between the two then ends the wait at once.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Raise() => Interlocked.Exchange(ref next, Pending()).TrySetResult();

    private static TaskCompletionSource Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
