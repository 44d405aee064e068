namespace ProjectGraph.Vendors;

/// <param name="Enforced">False for a limit that the vendor states but does not hold callers to.</param>
public sealed record SandboxLimit(int Requests, TimeSpan Per, bool Enforced = true);

/// <summary>Fixed windows, each beginning with its first request. A refused request does not count.</summary>
internal sealed class SandboxLimiter(IReadOnlyList<SandboxLimit> limits, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<Window> windows = [.. limits.Where(limit => limit.Enforced).Select(limit => new Window(limit))];

    /// <summary>Null when the request may go on, else how long until it may.</summary>
    public TimeSpan? Take()
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            foreach (var window in windows)
            {
                if (now < window.Start + window.Limit.Per) continue;
                window.Start = now;
                window.Taken = 0;
            }
            var full = windows.Where(window => window.Taken >= window.Limit.Requests).ToList();
            if (full.Count > 0) return full.Max(window => window.Start + window.Limit.Per - now);
            foreach (var window in windows) window.Taken++;
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
