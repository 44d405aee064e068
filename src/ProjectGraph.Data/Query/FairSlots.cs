namespace ProjectGraph.Data.Query;

/// <summary>
/// Distributes a fixed number of slots among callers. Waiting callers are served in rotation, and each caller's requests in
/// order. One caller never holds more than its share, so a caller with many requests delays only itself.
/// </summary>
/// <param name="share">The maximum number of slots per caller. Background work has no caller and no such limit.</param>
internal sealed class FairSlots(int size, int share)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Line> lines = new(StringComparer.Ordinal);
    private readonly LinkedList<Line> rotation = new();
    private int free = size;

    /// <summary>The number of callers that hold a slot or wait for one.</summary>
    internal int Callers
    {
        get
        {
            lock (gate) return lines.Count;
        }
    }

    /// <summary>The number of requests that wait for a slot.</summary>
    internal int Waiting
    {
        get
        {
            lock (gate) return rotation.Sum(line => line.Waiting.Count);
        }
    }

    /// <param name="caller">Null for background work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled while the caller waited.</exception>
    public ValueTask EnterAsync(string? caller, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            var line = LineOf(caller);
            if (free > 0 && line.Held < line.Share)
            {
                Take(line);
                return ValueTask.CompletedTask;
            }
            var waiter = new Waiter(this, line);
            if (line.Waiting.Count == 0) rotation.AddLast(line);
            line.Waiting.AddLast(waiter);
            // Registered last: a token that is already cancelled runs its callback immediately.
            waiter.CancelBy(cancellation);
            return new(waiter.Task);
        }
    }

    public void Leave(string? caller)
    {
        lock (gate)
        {
            var line = LineOf(caller);
            line.Held--;
            free++;
            Serve();
            Forget(line);
        }
    }

    private Line LineOf(string? caller)
    {
        var name = caller ?? "";
        if (!lines.TryGetValue(name, out var line)) lines[name] = line = new(name, caller is null ? int.MaxValue : share);
        return line;
    }

    private void Take(Line line)
    {
        free--;
        line.Held++;
    }

    private void Serve()
    {
        for (var next = rotation.First; free > 0 && next is not null;)
        {
            var line = next.Value;
            var following = next.Next;
            if (line.Held < line.Share)
            {
                var waiter = line.Waiting.First!.Value;
                line.Waiting.RemoveFirst();
                rotation.Remove(next);
                if (line.Waiting.Count > 0) rotation.AddLast(next);
                // Take the slot first: the waiter continues as soon as it is admitted.
                Take(line);
                waiter.Admit();
            }
            next = following;
        }
    }

    private void Abandon(Waiter waiter, CancellationToken cancellation)
    {
        lock (gate)
        {
            var line = waiter.Line;
            // A waiter admitted at the same moment has its slot and releases it as usual.
            if (!line.Waiting.Remove(waiter)) return;
            if (line.Waiting.Count == 0) rotation.Remove(line);
            Forget(line);
        }
        waiter.Cancel(cancellation);
    }

    private void Forget(Line line)
    {
        if (line.Held == 0 && line.Waiting.Count == 0) lines.Remove(line.Caller);
    }

    private sealed class Line(string caller, int share)
    {
        public string Caller => caller;
        public int Share => share;
        public int Held { get; set; }
        public LinkedList<Waiter> Waiting { get; } = new();
    }

    private sealed class Waiter(FairSlots slots, Line line)
    {
        // The admitted caller must not run inside the call that releases the slot.
        private readonly TaskCompletionSource admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationTokenRegistration registration;

        public Line Line => line;
        public Task Task => admitted.Task;

        public void CancelBy(CancellationToken cancellation) => registration = cancellation.UnsafeRegister(Abandon, this);

        public void Admit()
        {
            registration.Unregister();
            admitted.TrySetResult();
        }

        public void Cancel(CancellationToken cancellation) => admitted.TrySetCanceled(cancellation);

        private static void Abandon(object? state, CancellationToken cancellation)
        {
            var waiter = (Waiter)state!;
            waiter.Slots.Abandon(waiter, cancellation);
        }

        private FairSlots Slots => slots;
    }
}
