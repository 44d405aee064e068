using System.Globalization;

namespace ProjectGraph.Server;

/// <summary>
/// The memory that the process may hold for responses. Who finds it used waits in a queue, first come, first served, and is
/// refused when nothing becomes free in time. A caller's own share holds up nobody but that caller.
/// </summary>
internal sealed class ResponseBudget(Limits limits, TimeProvider time)
{
    /// <summary>A request that needs no more than this may also use the last part of the budget: small queries pass while large ones queue.</summary>
    internal const long Small = 1024 * 1024;

    /// <summary>Less than this at once is not a burst.</summary>
    internal const long Burst = 32 * 1024 * 1024;

    private const int PartForSmall = 8;
    private const int PartForCaller = 4;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiters = [];
    private readonly Dictionary<string, long> _byCaller = new(StringComparer.Ordinal);
    private long _peak;

    /// <summary>Bytes that are held or promised now.</summary>
    public long Held { get; private set; }

    /// <summary>Whether a burst of large responses has ended since the last time that this was so.</summary>
    public bool HasBurstEnded()
    {
        lock (_gate)
        {
            if (_peak < Burst || Held > _peak / 4) return false;
            _peak = Held;
            return true;
        }
    }

    /// <summary>Bytes that a single request can be granted at most.</summary>
    public long MostOfRequest => Math.Min(limits.ResponseBytesPerRequest, Math.Min(limits.ResponseBytesPerCaller, MostOf(limits.ResponseBytesInProcess)));

    /// <summary>Requests that wait.</summary>
    public int Waiting
    {
        get { lock (_gate) return _waiters.Count; }
    }

    /// <summary>Takes bytes for a response that is under way.</summary>
    /// <param name="total">Bytes that the request holds then.</param>
    /// <exception cref="ApiException">There are none left.</exception>
    public void Take(string caller, long bytes, long total)
    {
        lock (_gate)
        {
            if (!FitsProcess(bytes, total) || !FitsCaller(caller, bytes)) throw Overloaded(caller, bytes);
            Add(caller, bytes);
        }
    }

    /// <summary>Takes bytes before the work begins, and waits for them for a while.</summary>
    /// <exception cref="ApiException">None became free in time.</exception>
    public async ValueTask TakeAsync(string caller, long bytes, CancellationToken cancellation)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (Fits(caller, bytes) && !IsOvertaking(caller, bytes))
            {
                Add(caller, bytes);
                return;
            }
            if (_waiters.Count >= limits.ResponsesWaiting || _waiters.Count(each => each.Caller == caller) >= Math.Max(1, limits.ResponsesWaiting / PartForCaller)) throw Overloaded(caller, bytes);
            waiter = new(caller, bytes);
            _waiters.AddLast(waiter);
        }
        using var patience = new CancellationTokenSource(limits.ResponseWait, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        await using var registration = ending.Token.Register(static state => ((Waiter)state!).Granted.TrySetResult(false), waiter);
        if (await waiter.Granted.Task) return;
        lock (_gate) _waiters.Remove(waiter);
        cancellation.ThrowIfCancellationRequested();
        throw Overloaded(caller, bytes);
    }

    public void Return(string caller, long bytes)
    {
        if (bytes == 0) return;
        lock (_gate)
        {
            Held -= bytes;
            var left = _byCaller[caller] - bytes;
            if (left > 0) _byCaller[caller] = left;
            else _byCaller.Remove(caller);
            Grant();
        }
    }

    // In their order: where the budget has no room for one, the large ones after it wait too, or it would wait forever.
    private void Grant()
    {
        var isBlocked = false;
        for (var node = _waiters.First; node is not null;)
        {
            var (next, waiter) = (node.Next, node.Value);
            if (!FitsProcess(waiter.Bytes)) isBlocked = true;
            else if ((!isBlocked || waiter.Bytes <= Small) && FitsCaller(waiter.Caller, waiter.Bytes) && waiter.Granted.TrySetResult(true))
            {
                Add(waiter.Caller, waiter.Bytes);
                _waiters.Remove(node);
            }
            node = next;
        }
    }

    private void Add(string caller, long bytes)
    {
        Held += bytes;
        _peak = Math.Max(_peak, Held);
        _byCaller[caller] = _byCaller.GetValueOrDefault(caller) + bytes;
    }

    private bool Fits(string caller, long bytes) => FitsProcess(bytes) && FitsCaller(caller, bytes);

    private bool FitsProcess(long bytes) => FitsProcess(bytes, bytes);

    private bool FitsProcess(long bytes, long total) =>
        Held + bytes <= (total <= Small ? limits.ResponseBytesInProcess : MostOf(limits.ResponseBytesInProcess));

    private static long MostOf(long process) => process - (process / PartForSmall);

    // Whoever holds nothing may always begin.
    private bool FitsCaller(string caller, long bytes) =>
        !_byCaller.TryGetValue(caller, out var held) || held + bytes <= limits.ResponseBytesPerCaller;

    private bool IsOvertaking(string caller, long bytes) => bytes > Small && _waiters.Any(waiter => FitsCaller(waiter.Caller, waiter.Bytes) || waiter.Caller == caller);

    private ApiException Overloaded(string caller, long bytes)
    {
        var isOwn = FitsProcess(bytes) && !FitsCaller(caller, bytes);
        var (whose, most) = isOwn ? ("your requests may hold for their responses", limits.ResponseBytesPerCaller) : ("the service may hold for responses", limits.ResponseBytesInProcess);
        return new(new(ErrorCodes.Overloaded, $"All of the {Text(most)} that {whose} are in use. Send the request again after the time in Retry-After, or request fewer rows.")
        {
            RetryAfter = RetryAfter,
        });
    }

    internal static string Text(long bytes) => bytes >= 10 * 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} bytes");

    private sealed class Waiter(string caller, long bytes)
    {
        public string Caller => caller;

        public long Bytes => bytes;

        public TaskCompletionSource<bool> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
