namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>
/// The slots of WebSockets whose callers are unidentified. Clients identify themselves immediately, so slots are soon
/// free again. If none is free, a new socket replaces the one that has been silent longest, from its own address if that has
/// reached its limit. Idle sockets therefore cannot block other clients.
/// </summary>
internal sealed class UnidentifiedSockets(Limits limits, TimeProvider time)
{
    /// <summary>The time during which a socket cannot be replaced.</summary>
    public static readonly TimeSpan MinimumHold = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    // Oldest first, with at most a few dozen entries.
    private readonly LinkedList<Slot> _open = new();

    internal int Count
    {
        get
        {
            lock (_gate)
                return _open.Count;
        }
    }

    /// <returns>Null if no slot is available.</returns>
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
                if (replaced is null || time.GetElapsedTime(replaced.Opened) < MinimumHold)
                    return null;
                _open.Remove(replaced);
            }
            _open.AddLast(added);
        }
        replaced?.Replace();
        return added;
    }

    private void Close(Slot slot)
    {
        lock (_gate)
            _open.Remove(slot);
    }

    /// <summary>One socket's slot, until it is disposed or another socket replaces it.</summary>
    internal sealed class Slot(UnidentifiedSockets all, string address, long opened) : IDisposable
    {
        private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Address => address;

        public long Opened => opened;

        /// <summary>Completes when another socket has taken the slot.</summary>
        public Task Replaced => _replaced.Task;

        public void Replace() => _replaced.TrySetResult();

        public void Dispose() => all.Close(this);
    }
}
