namespace ProjectGraph.Vendors.Tests;

/// <summary>A clock that only tests advance, with its timers.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    // The limit makes a test fail that would otherwise hang.
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(10);

    /// <summary>Completes when a timer is started.</summary>
    public Task SomebodyWaits => waiting.Task.WaitAsync(patience);

    /// <summary>Completes when a timer is cancelled before it was due.</summary>
    public Task SomebodyGaveUp => gaveUp.Task.WaitAsync(patience);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (gate)
        {
            now += by;
            due = [.. timers.Where(timer => timer.Due <= now)];
            timers.RemoveAll(due.Contains);
        }
        foreach (var timer in due) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state), () => gaveUp.TrySetResult(), now + dueTime);
        lock (gate)
        {
            timers.Add(timer);
        }
        waiting.TrySetResult();
        return timer;
    }

    private sealed class ManualTimer(Action fire, Action giveUp, DateTimeOffset due) : ITimer
    {
        private bool fired;

        public DateTimeOffset Due => due;

        public void Fire()
        {
            fired = true;
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            if (!fired) giveUp();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
