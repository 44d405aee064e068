namespace ProjectGraph.Data.Query;

/// <summary>
/// A number of slots for callers that compete. Waiting callers are served in rotation, each caller's own requests in their
/// order, and one caller never holds more than its share: a caller that asks for much waits for itself alone.
/// </summary>
/// <param name="share">The most slots that one caller holds at once. Background work, which has no caller, has no such limit.</param>
internal sealed class FairSlots(int size, int share)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Line> lines = new(StringComparer.Ordinal);
    private readonly LinkedList<Line> rotation = new();
    private int free = size;

    /// <summary>Callers that hold a slot or wait for one.</summary>
    internal int Callers
    {
        get
        {
            lock (gate) return lines.Count;
        }
    }

    /// <summary>Requests that wait for a slot.</summary>
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
            // Last, as a token that is cancelled by now calls back at once.
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
                // The slot is taken first: the waiter runs on as soon as it is told.
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
            // A waiter that was admitted at the same moment has its slot, and gives it back as any other.
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
        // A caller that is admitted must not run within the one that leaves.
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
