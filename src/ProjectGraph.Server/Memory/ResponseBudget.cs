using System.Globalization;

namespace ProjectGraph.Server;

/// <summary>
/// The memory that the process may hold for responses. If it is in use, a request waits in a first-come, first-served queue. The
/// request is refused if no memory becomes free in time. A caller at its own limit delays no other caller.
/// </summary>
internal sealed class ResponseBudget(Limits limits, TimeProvider time)
{
    /// <summary>Requests up to this size may also use the last part of the budget, so small queries run while large ones wait.</summary>
    internal const long SmallRequest = 1024 * 1024;

    /// <summary>The smallest peak that counts as a burst.</summary>
    internal const long SmallestBurst = 32 * 1024 * 1024;

    private const int SmallRequestShare = 8;
    private const int CallerQueueShare = 4;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiters = [];
    private readonly Dictionary<string, long> _byCaller = new(StringComparer.Ordinal);
    private long _peakBytes;

    /// <summary>The bytes that are held or reserved now.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>Returns true once after each burst of large responses.</summary>
    public bool TryEndBurst()
    {
        lock (_gate)
        {
            if (_peakBytes < SmallestBurst || HeldBytes > _peakBytes / 4)
                return false;
            _peakBytes = HeldBytes;
            return true;
        }
    }

    /// <summary>The most bytes that one request can be granted.</summary>
    public long MaxBytesPerRequest =>
        Math.Min(
            limits.ResponseBytesPerRequest,
            Math.Min(limits.ResponseBytesPerCaller, LimitForLargeRequests(limits.ResponseBytesInProcess))
        );

    /// <summary>The number of waiting requests.</summary>
    public int WaitingRequests
    {
        get
        {
            lock (_gate)
                return _waiters.Count;
        }
    }

    /// <summary>Takes bytes for a running response, without waiting.</summary>
    /// <param name="total">The bytes that the request will hold.</param>
    /// <exception cref="ApiException">The budget is used up.</exception>
    public void Take(string caller, long bytes, long total)
    {
        lock (_gate)
        {
            if (!FitsProcess(bytes, total) || !FitsCaller(caller, bytes))
                throw CreateOverloadedError(caller, bytes);
            Add(caller, bytes);
        }
    }

    /// <summary>Takes bytes before the work starts. Waits until they are free, up to a time limit.</summary>
    /// <exception cref="ApiException">The bytes did not become free in time.</exception>
    public async ValueTask TakeAsync(string caller, long bytes, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (Fits(caller, bytes) && !WouldOvertake(caller, bytes))
            {
                Add(caller, bytes);
                return;
            }
            if (
                _waiters.Count >= limits.ResponsesWaiting
                || _waiters.Count(each => each.Caller == caller) >= Math.Max(1, limits.ResponsesWaiting / CallerQueueShare)
            )
                throw CreateOverloadedError(caller, bytes);
            waiter = new(caller, bytes);
            _waiters.AddLast(waiter);
        }
        using var patience = new CancellationTokenSource(limits.ResponseWait, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        await using var registration = ending.Token.Register(static state => ((Waiter)state!).Granted.TrySetResult(false), waiter);
        if (await waiter.Granted.Task)
            return;
        lock (_gate)
            _waiters.Remove(waiter);
        cancellationToken.ThrowIfCancellationRequested();
        throw CreateOverloadedError(caller, bytes);
    }

    public void Return(string caller, long bytes)
    {
        if (bytes == 0)
            return;
        lock (_gate)
        {
            HeldBytes -= bytes;
            var left = _byCaller[caller] - bytes;
            if (left > 0)
                _byCaller[caller] = left;
            else
                _byCaller.Remove(caller);
            GrantWaiters();
        }
    }

    // Grants in order. If a request does not fit, the large requests after it wait too. Otherwise it could wait forever.
    private void GrantWaiters()
    {
        var isBlocked = false;
        for (var node = _waiters.First; node is not null; )
        {
            var (next, waiter) = (node.Next, node.Value);
            if (!FitsProcess(waiter.Bytes))
                isBlocked = true;
            else if (
                (!isBlocked || waiter.Bytes <= SmallRequest)
                && FitsCaller(waiter.Caller, waiter.Bytes)
                && waiter.Granted.TrySetResult(true)
            )
            {
                Add(waiter.Caller, waiter.Bytes);
                _waiters.Remove(node);
            }
            node = next;
        }
    }

    private void Add(string caller, long bytes)
    {
        HeldBytes += bytes;
        _peakBytes = Math.Max(_peakBytes, HeldBytes);
        _byCaller[caller] = _byCaller.GetValueOrDefault(caller) + bytes;
    }

    private bool Fits(string caller, long bytes) => FitsProcess(bytes) && FitsCaller(caller, bytes);

    private bool FitsProcess(long bytes) => FitsProcess(bytes, bytes);

    private bool FitsProcess(long bytes, long total) =>
        HeldBytes + bytes <= (total <= SmallRequest ? limits.ResponseBytesInProcess : LimitForLargeRequests(limits.ResponseBytesInProcess));

    private static long LimitForLargeRequests(long process) => process - (process / SmallRequestShare);

    // A caller that holds nothing may always start.
    private bool FitsCaller(string caller, long bytes) =>
        !_byCaller.TryGetValue(caller, out var held) || held + bytes <= limits.ResponseBytesPerCaller;

    private bool WouldOvertake(string caller, long bytes) =>
        bytes > SmallRequest && _waiters.Any(waiter => FitsCaller(waiter.Caller, waiter.Bytes) || waiter.Caller == caller);

    private ApiException CreateOverloadedError(string caller, long bytes)
    {
        var isOwn = FitsProcess(bytes) && !FitsCaller(caller, bytes);
        var (whose, most) = isOwn
            ? ("your requests may hold for their responses", limits.ResponseBytesPerCaller)
            : ("the service may hold for responses", limits.ResponseBytesInProcess);
        return new(
            new(
                ErrorCodes.Overloaded,
                $"All of the {FormatBytes(most)} that {whose} are in use. Send the request again after the time in Retry-After, or request fewer rows."
            )
            {
                RetryAfter = RetryAfter,
            }
        );
    }

    internal static string FormatBytes(long bytes) =>
        bytes >= 10 * 1024 * 1024
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)} MB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} bytes");

    private sealed class Waiter(string caller, long bytes)
    {
        public string Caller => caller;

        public long Bytes => bytes;

        public TaskCompletionSource<bool> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
