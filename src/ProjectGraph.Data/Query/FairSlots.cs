namespace ProjectGraph.Data.Query;

/// <summary>
/// Distributes a fixed number of slots among callers. Waiting callers are served in rotation, and each caller's requests in
/// order. One caller never holds more than its share, so a caller with many requests delays only itself.
/// </summary>
/// <param name="share">The maximum number of slots per caller. Background work has no caller and no such limit.</param>
internal sealed class FairSlots(int size, int share)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CallerQueue> _queues = new(StringComparer.Ordinal);
    private readonly LinkedList<CallerQueue> _rotation = new();
    private int _free = size;

    /// <summary>The number of callers that hold a slot or wait for one.</summary>
    internal int Callers
    {
        get
        {
            lock (_gate)
                return _queues.Count;
        }
    }

    /// <summary>The number of requests that wait for a slot.</summary>
    internal int Waiting
    {
        get
        {
            lock (_gate)
                return _rotation.Sum(line => line.Waiting.Count);
        }
    }

    /// <param name="caller">Null for background work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled while the caller waited.</exception>
    public ValueTask EnterAsync(string? caller, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var line = GetQueue(caller);
            if (_free > 0 && line.Held < line.Share)
            {
                Take(line);
                return ValueTask.CompletedTask;
            }
            var waiter = new Waiter(this, line);
            if (line.Waiting.Count == 0)
                _rotation.AddLast(line);
            line.Waiting.AddLast(waiter);
            // Registered last: a token that is already cancelled runs its callback immediately.
            waiter.RegisterCancellation(cancellationToken);
            return new(waiter.Task);
        }
    }

    public void Leave(string? caller)
    {
        lock (_gate)
        {
            var line = GetQueue(caller);
            line.Held--;
            _free++;
            AdmitWaiters();
            RemoveIfUnused(line);
        }
    }

    private CallerQueue GetQueue(string? caller)
    {
        var name = caller ?? "";
        if (!_queues.TryGetValue(name, out var line))
            _queues[name] = line = new(name, caller is null ? int.MaxValue : share);
        return line;
    }

    private void Take(CallerQueue line)
    {
        _free--;
        line.Held++;
    }

    private void AdmitWaiters()
    {
        for (var next = _rotation.First; _free > 0 && next is not null; )
        {
            var line = next.Value;
            var following = next.Next;
            if (line.Held < line.Share)
            {
                var waiter = line.Waiting.First!.Value;
                line.Waiting.RemoveFirst();
                _rotation.Remove(next);
                if (line.Waiting.Count > 0)
                    _rotation.AddLast(next);
                // Take the slot first: the waiter continues as soon as it is admitted.
                Take(line);
                waiter.Admit();
            }
            next = following;
        }
    }

    private void Abandon(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var line = waiter.Queue;
            // A waiter admitted at the same moment has its slot and releases it as usual.
            if (!line.Waiting.Remove(waiter))
                return;
            if (line.Waiting.Count == 0)
                _rotation.Remove(line);
            RemoveIfUnused(line);
        }
        waiter.Cancel(cancellationToken);
    }

    private void RemoveIfUnused(CallerQueue line)
    {
        if (line.Held == 0 && line.Waiting.Count == 0)
            _queues.Remove(line.Caller);
    }

    private sealed class CallerQueue(string caller, int share)
    {
        public string Caller => caller;
        public int Share => share;
        public int Held { get; set; }
        public LinkedList<Waiter> Waiting { get; } = new();
    }

    private sealed class Waiter(FairSlots slots, CallerQueue line)
    {
        // The admitted caller must not run inside the call that releases the slot.
        private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationTokenRegistration _registration;

        public CallerQueue Queue => line;
        public Task Task => _admitted.Task;

        public void RegisterCancellation(CancellationToken cancellationToken) =>
            _registration = cancellationToken.UnsafeRegister(Abandon, this);

        public void Admit()
        {
            _registration.Unregister();
            _admitted.TrySetResult();
        }

        public void Cancel(CancellationToken cancellationToken) => _admitted.TrySetCanceled(cancellationToken);

        private static void Abandon(object? state, CancellationToken cancellationToken)
        {
            var waiter = (Waiter)state!;
            waiter.Slots.Abandon(waiter, cancellationToken);
        }

        private FairSlots Slots => slots;
    }
}
