namespace ProjectGraph.Vendors.Tests;

/// <summary>A clock that only tests advance, with its timers.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    // The limit makes a test fail that would otherwise hang.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Completes when a timer is started.</summary>
    public Task TimerStarted => _waiting.Task.WaitAsync(Patience);

    /// <summary>Completes when a timer is cancelled before it was due.</summary>
    public Task TimerCancelled => _gaveUp.Task.WaitAsync(Patience);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            _timers.RemoveAll(due.Contains);
        }
        foreach (var timer in due)
            timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state), () => _gaveUp.TrySetResult(), _now + dueTime);
        lock (_gate)
        {
            _timers.Add(timer);
        }
        _waiting.TrySetResult();
        return timer;
    }

    private sealed class ManualTimer(Action fire, Action giveUp, DateTimeOffset due) : ITimer
    {
        private bool _fired;

        public DateTimeOffset Due => due;

        public void Fire()
        {
            _fired = true;
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            if (!_fired)
                giveUp();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
