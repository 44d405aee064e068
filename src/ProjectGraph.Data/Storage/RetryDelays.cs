namespace ProjectGraph.Data.Storage;

/// <summary>The delays between the attempts at one piece of work: exponential with jitter, several seconds in total.</summary>
internal sealed class RetryDelays
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan TotalDelay = TimeSpan.FromSeconds(8);

    private TimeSpan _next = FirstDelay;
    private TimeSpan _spent;

    /// <summary>Returns the delay before the next attempt, or null when the total is used up.</summary>
    public TimeSpan? Next()
    {
        if (_spent >= TotalDelay)
            return null;
        var delay = _next * (0.5 + Random.Shared.NextDouble());
        _spent += delay;
        _next = _next * 2 < MaxDelay ? _next * 2 : MaxDelay;
        return delay;
    }
}
