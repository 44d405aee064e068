namespace ProjectGraph.Sandbox;

/// <param name="Enforced">False for a limit that the vendor documents but does not enforce.</param>
public sealed record SandboxLimit(int Requests, TimeSpan Per, bool Enforced = true);

/// <summary>Limits requests by fixed windows. Each begins with its first request. Refused requests are not counted.</summary>
internal sealed class SandboxLimiter(IReadOnlyList<SandboxLimit> limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Window> _windows = [.. limits.Where(limit => limit.Enforced).Select(limit => new Window(limit))];

    /// <summary>Counts a request. Returns null if it is allowed, otherwise the time until it would be.</summary>
    public TimeSpan? Take()
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var window in _windows)
            {
                if (now < window.Start + window.Limit.Per)
                    continue;
                window.Start = now;
                window.Taken = 0;
            }
            var full = _windows.Where(window => window.Taken >= window.Limit.Requests).ToList();
            if (full.Count > 0)
                return full.Max(window => window.Start + window.Limit.Per - now);
            foreach (var window in _windows)
                window.Taken++;
            return null;
        }
    }

    private sealed class Window(SandboxLimit limit)
    {
        public SandboxLimit Limit => limit;
        public DateTimeOffset Start { get; set; } = DateTimeOffset.MinValue;
        public int Taken { get; set; }
    }
}
