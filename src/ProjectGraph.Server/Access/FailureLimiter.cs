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

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Window> _windows = [];

    internal int Addresses => _windows.Count;

    /// <summary>Counts a failing attempt.</summary>
    /// <returns>How long the address has to wait before the next one; null while it has attempts left.</returns>
    public TimeSpan? Failed(IPAddress? address)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var network = CallerKey.Network(address);
            if (!_windows.TryGetValue(network, out var window) || window.Ends <= now)
            {
                if (_windows.Count >= MaxAddresses) Forget(now);
                window = new(0, now + limits.KeyFailureWindow);
            }
            if (window.Failures >= limits.KeyFailures) return window.Ends - now;
            _windows[network] = window with { Failures = window.Failures + 1 };
            return null;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (network, window) in _windows)
            if (window.Ends <= now) _windows.Remove(network);
        if (_windows.Count >= MaxAddresses) _windows.Remove(_windows.MinBy(pair => pair.Value.Ends).Key);
    }

    private readonly record struct Window(int Failures, DateTimeOffset Ends);
}
