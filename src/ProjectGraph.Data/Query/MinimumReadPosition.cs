namespace ProjectGraph.Data.Query;

/// <summary>
/// The newest position of the change log that a caller has written or read. Servers that have not reached it are not used
/// for the caller's reads, because their data would be older than what the caller has seen. It flows with the caller's
/// asynchronous work.
/// </summary>
public sealed class MinimumReadPosition
{
    private static readonly AsyncLocal<MinimumReadPosition?> AsyncFlow = new();
    private long _position;

    private MinimumReadPosition(string? caller, long position) => (Caller, _position) = (caller, position);

    /// <summary>The minimum position of the current caller; null outside a request.</summary>
    public static MinimumReadPosition? Current => AsyncFlow.Value;

    /// <summary>A short, non-reversible identifier of the caller; null for an anonymous caller.</summary>
    public string? Caller { get; }

    public long Position => Interlocked.Read(ref _position);

    /// <summary>Sets the caller of the current asynchronous flow.</summary>
    public static MinimumReadPosition Begin(string? caller, long position) => AsyncFlow.Value = new(caller, position);

    /// <summary>Awaits a position that the caller will see, and raises the minimum to it.</summary>
    public static async Task<long> RaiseAsync(Task<long> reading)
    {
        var position = await reading;
        Raise(position);
        return position;
    }

    /// <summary>Raises the minimum to a position that the caller has seen.</summary>
    public static void Raise(long to)
    {
        if (Current is not { } floor)
            return;
        for (var known = floor.Position; known < to; )
        {
            var before = Interlocked.CompareExchange(ref floor._position, to, known);
            if (before == known)
                return;
            known = before;
        }
    }
}
