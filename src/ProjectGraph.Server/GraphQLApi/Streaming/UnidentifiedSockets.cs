namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>
/// The few slots of WebSockets whose callers have not said yet who they are. A client says so at once, so that a slot is soon
/// free again. Where none is, a newcomer takes that of the socket that has been silent for longest, of its own address if
/// that has its share: sockets that only stay open lock nobody out.
/// </summary>
internal sealed class UnidentifiedSockets(Limits limits, TimeProvider time)
{
    /// <summary>How long a socket keeps its slot whoever else wants it.</summary>
    public static readonly TimeSpan Undisturbed = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    // Oldest first; never more than a few dozen.
    private readonly LinkedList<Slot> _open = new();

    internal int Count
    {
        get
        {
            lock (_gate) return _open.Count;
        }
    }

    /// <returns>Null where there is no slot.</returns>
    public Slot? TryOpen(string address)
    {
        var added = new Slot(this, address, time.GetTimestamp());
        Slot? replaced = null;
        lock (_gate)
        {
            var ofAddress = _open.Where(slot => slot.Address == address).ToList();
            var isFull = ofAddress.Count >= limits.UnidentifiedWebSocketsPerAddress;
            if (isFull || _open.Count >= limits.UnidentifiedWebSockets)
            {
                replaced = isFull ? ofAddress.FirstOrDefault() : _open.First?.Value;
                if (replaced is null || time.GetElapsedTime(replaced.Opened) < Undisturbed) return null;
                _open.Remove(replaced);
            }
            _open.AddLast(added);
        }
        replaced?.Replace();
        return added;
    }

    private void Close(Slot slot)
    {
        lock (_gate) _open.Remove(slot);
    }

    /// <summary>One socket's slot, until it is disposed or another socket takes it.</summary>
    internal sealed class Slot(UnidentifiedSockets all, string address, long opened) : IDisposable
    {
        private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Address => address;

        public long Opened => opened;

        /// <summary>Ends when another socket has taken the slot.</summary>
        public Task Replaced => _replaced.Task;

        public void Replace() => _replaced.TrySetResult();

        public void Dispose() => all.Close(this);
    }
}
