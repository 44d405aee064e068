namespace ProjectGraph.Vendors.Tests;

/// <summary>A clock on which pauses end at once and advance the time by their length. Time-outs, which are longer, never occur.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private static readonly TimeSpan longestPause = TimeSpan.FromSeconds(40);
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Called at each pause.</summary>
    public Action? OnPause { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= longestPause)
        {
            Advance(dueTime);
            OnPause?.Invoke();
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }
        return new Spent();
    }

    private sealed class Spent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;
        public void Dispose() { }
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
