using System.Net;

namespace ProjectGraph.Server;

/// <summary>
/// Counts invalid credentials by address, which prevents guessing of keys. Only failed attempts are counted and delayed. A valid
/// key is never refused because of others at the same address.
/// </summary>
internal sealed class InvalidCredentialLimiter(Limits limits, TimeProvider time)
{
    /// <summary>The maximum number of counted addresses. Beyond it the oldest are dropped, which bounds the memory.</summary>
    private const int MaxAddresses = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Window> _windows = [];

    internal int Addresses => _windows.Count;

    /// <summary>Counts a failed attempt.</summary>
    /// <returns>The address's waiting time before the next attempt. Null while it has attempts left.</returns>
    public TimeSpan? RecordFailure(IPAddress? address)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var network = CallerKey.GetNetwork(address);
            if (!_windows.TryGetValue(network, out var window) || window.Ends <= now)
            {
                if (_windows.Count >= MaxAddresses)
                    RemoveOldest(now);
                window = new(0, now + limits.KeyFailureWindow);
            }
            if (window.Failures >= limits.KeyFailures)
                return window.Ends - now;
            _windows[network] = window with { Failures = window.Failures + 1 };
            return null;
        }
    }

    private void RemoveOldest(DateTimeOffset now)
    {
        foreach (var (network, window) in _windows)
            if (window.Ends <= now)
                _windows.Remove(network);
        if (_windows.Count >= MaxAddresses)
            _windows.Remove(_windows.MinBy(pair => pair.Value.Ends).Key);
    }

    private readonly record struct Window(int Failures, DateTimeOffset Ends);
}
