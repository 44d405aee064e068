namespace ProjectGraph.Data.Query;

/// <summary>
/// How much a caller already knows: the newest position of the change log that they have written or been told of. A server
/// that has not come as far yet shows them nothing, for it would take back what they saw. It goes with everything that is
/// done for the caller.
/// </summary>
public sealed class ReadFloor
{
    private static readonly AsyncLocal<ReadFloor?> Flowing = new();
    private long position;

    private ReadFloor(string? caller, long position) => (Caller, this.position) = (caller, position);

    /// <summary>The floor of whoever this is done for; null where nobody asked.</summary>
    public static ReadFloor? Current => Flowing.Value;

    /// <summary>Who it is, in few letters that tell nobody else; null for nobody in particular.</summary>
    public string? Caller { get; }

    public long Position => Interlocked.Read(ref position);

    /// <summary>Begins what is done for a caller.</summary>
    public static ReadFloor Begin(string? caller, long position) => Flowing.Value = new(caller, position);

    /// <summary>The caller is shown the position that comes of this.</summary>
    public static async Task<long> RaiseAsync(Task<long> reading)
    {
        var position = await reading;
        Raise(position);
        return position;
    }

    /// <summary>The caller has been shown this position.</summary>
    public static void Raise(long to)
    {
        if (Current is not { } floor) return;
        for (var known = floor.Position; known < to;)
        {
            var before = Interlocked.CompareExchange(ref floor.position, to, known);
            if (before == known) return;
            known = before;
        }
    }
}
