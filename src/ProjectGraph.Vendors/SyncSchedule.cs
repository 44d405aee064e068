namespace ProjectGraph.Vendors;

/// <summary>How long it is to a connection's next sync.</summary>
internal static class SyncSchedule
{
    private const int MostDoublings = 5;

    /// <summary>Whatever the interval: a vendor that fails for long is asked this often at least.</summary>
    private static readonly TimeSpan longestBackOff = TimeSpan.FromHours(6);

    /// <param name="interval">The configured one.</param>
    /// <param name="failures">How many syncs in a row have failed: each doubles the pause.</param>
    /// <param name="chance">From 0 to 1: moves it by a tenth, so that connections and processes don't go in step.</param>
    public static TimeSpan Next(TimeSpan interval, int failures, double chance)
    {
        var pause = interval * Math.Pow(2, Math.Min(failures, MostDoublings));
        if (pause > longestBackOff) pause = interval > longestBackOff ? interval : longestBackOff;
        return pause * (0.9 + 0.2 * chance);
    }
}
