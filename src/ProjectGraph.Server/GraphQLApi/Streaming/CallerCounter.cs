namespace ProjectGraph.Server.GraphQLApi.Streaming;

/// <summary>Counts what callers hold of something, all together and each by itself. Callers that hold nothing are not remembered.</summary>
internal sealed class CallerCounter(long most, long mostOfOne)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> held = new(StringComparer.Ordinal);
    private long all;

    internal long All
    {
        get
        {
            lock (gate) return all;
        }
    }

    internal int Callers
    {
        get
        {
            lock (gate) return held.Count;
        }
    }

    /// <returns>False where that would be too much: nothing is taken then.</returns>
    public bool TryTake(string caller, long amount = 1)
    {
        lock (gate)
        {
            var own = held.GetValueOrDefault(caller) + amount;
            if (own > mostOfOne || all + amount > most) return false;
            held[caller] = own;
            all += amount;
            return true;
        }
    }

    public void Return(string caller, long amount = 1)
    {
        if (amount == 0) return;
        lock (gate)
        {
            all -= amount;
            if ((held[caller] -= amount) == 0) held.Remove(caller);
        }
    }
}
