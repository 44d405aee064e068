namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Counts a resource in total and per caller. Callers that hold nothing are not stored.</summary>
internal sealed class CallerCounter(long most, long mostOfOne)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _held = new(StringComparer.Ordinal);
    private long _total;

    internal long Total
    {
        get
        {
            lock (_gate)
                return _total;
        }
    }

    internal int Callers
    {
        get
        {
            lock (_gate)
                return _held.Count;
        }
    }

    /// <returns>False if a limit would be exceeded. Nothing is taken then.</returns>
    public bool TryTake(string caller, long amount = 1)
    {
        lock (_gate)
        {
            var own = _held.GetValueOrDefault(caller) + amount;
            if (own > mostOfOne || _total + amount > most)
                return false;
            _held[caller] = own;
            _total += amount;
            return true;
        }
    }

    public void Return(string caller, long amount = 1)
    {
        if (amount == 0)
            return;
        lock (_gate)
        {
            _total -= amount;
            if ((_held[caller] -= amount) == 0)
                _held.Remove(caller);
        }
    }
}
