namespace ProjectGraph.Vendors;

/// <summary>Computes the time to a vendor account's next sync.</summary>
internal static class SyncSchedule
{
    private const int MaxDoublings = 5;

    /// <summary>The longest pause after failures, if the configured interval is not longer.</summary>
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(6);

    /// <param name="interval">The configured interval.</param>
    /// <param name="failures">The number of consecutive failures. Each doubles the pause.</param>
    /// <param name="jitter">
    /// Jitter from 0 to 1. It shifts the pause by up to a tenth, so that vendor accounts and processes don't sync together.
    /// </param>
    public static TimeSpan ComputePause(TimeSpan interval, int failures, double jitter)
    {
        var pause = interval * Math.Pow(2, Math.Min(failures, MaxDoublings));
        if (pause > LongestBackOff)
            pause = interval > LongestBackOff ? interval : LongestBackOff;
        return pause * (0.9 + 0.2 * jitter);
    }
}
