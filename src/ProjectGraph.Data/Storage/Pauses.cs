namespace ProjectGraph.Data.Storage;

/// <summary>The delays between the attempts at one piece of work: exponential with jitter, several seconds in total.</summary>
internal sealed class Pauses
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan InAll = TimeSpan.FromSeconds(8);

    private TimeSpan next = First;
    private TimeSpan spent;

    /// <summary>Returns the delay before the next attempt, or null when the total is used up.</summary>
    public TimeSpan? Next()
    {
        if (spent >= InAll) return null;
        var delay = next * (0.5 + Random.Shared.NextDouble());
        spent += delay;
        next = next * 2 < Longest ? next * 2 : Longest;
        return delay;
    }
}
