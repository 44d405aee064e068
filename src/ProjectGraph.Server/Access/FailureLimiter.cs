using System.Net;

namespace ProjectGraph.Server;

/// <summary>
/// Counts invalid credentials by address, so that nobody can try keys at leisure. Only failing attempts are counted and slowed
/// down: a valid key is never refused for what others at the same address do.
/// </summary>
internal sealed class FailureLimiter(Limits limits, TimeProvider time)
{
    /// <summary>More than this many addresses at once is a flood: the oldest are forgotten, the memory stays bounded.</summary>
    private const int MaxAddresses = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, Window> windows = [];

    internal int Addresses => windows.Count;

    /// <summary>Counts a failing attempt.</summary>
    /// <returns>How long the address has to wait before the next one; null while it has attempts left.</returns>
    public TimeSpan? Failed(IPAddress? address)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var network = CallerKey.Network(address);
            if (!windows.TryGetValue(network, out var window) || window.Ends <= now)
            {
                if (windows.Count >= MaxAddresses) Forget(now);
                window = new(0, now + limits.KeyFailureWindow);
            }
            if (window.Failures >= limits.KeyFailures) return window.Ends - now;
            windows[network] = window with { Failures = window.Failures + 1 };
            return null;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (network, window) in windows)
            if (window.Ends <= now) windows.Remove(network);
        if (windows.Count >= MaxAddresses) windows.Remove(windows.MinBy(pair => pair.Value.Ends).Key);
    }

    private readonly record struct Window(int Failures, DateTimeOffset Ends);
}
