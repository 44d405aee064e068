namespace ProjectGraph.Data.Storage;

/// <summary>The pauses between the attempts at one piece of work: short ones first, several seconds in all, with chance in them.</summary>
internal sealed class Pauses
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan InAll = TimeSpan.FromSeconds(8);

    private TimeSpan next = First;
    private TimeSpan spent;

    /// <summary>How long to wait before the next attempt; null where it has been tried for long enough.</summary>
    public TimeSpan? Next()
    {
        if (spent >= InAll) return null;
        var pause = next * (0.5 + Random.Shared.NextDouble());
        spent += pause;
        next = next * 2 < Longest ? next * 2 : Longest;
        return pause;
    }
}
