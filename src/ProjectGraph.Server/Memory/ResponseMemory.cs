using ProjectGraph.Data.Query;
using ProjectGraph.Server.Costs;

namespace ProjectGraph.Server;

/// <summary>
/// The memory of one request's response: rows, JSON and the bodies of a batch's parts. It takes from the process's budget by
/// and by, or beforehand where the size is known, and gives back whatever is left when the request ends.
/// </summary>
/// <param name="isRestricted">Whether the caller sees a part of the store only, so that its averages say little about the response.</param>
internal sealed class ResponseMemory(ResponseBudget budget, string caller, bool isRestricted = false) : IResponseMemory, IDisposable
{
    // Most responses are smaller: they take from the budget once.
    private const long Grain = 64 * 1024;

    private const long Room = 1024 * 1024;

    private readonly Lock _gate = new();
    private long _used;
    private long _granted;
    private long _promised;
    private long _keptBack;
    private bool _ended;

    /// <summary>The cost of what is run next.</summary>
    public Cost Expected { get; set; }

    /// <summary>Bytes that are held now.</summary>
    public long Used
    {
        get { lock (_gate) return _used; }
    }

    /// <summary>Bytes that the request may still take.</summary>
    public long Left
    {
        get { lock (_gate) return Most - _used; }
    }

    private long Needed => Math.Max(_used, _promised) + _keptBack;

    private long Most => budget.MostOfRequest - _keptBack;

    /// <summary>Bytes that the response of a change may need: they are promised before the change is sent.</summary>
    public long RoomForChange => Math.Min(Room, budget.MostOfRequest / 8);

    /// <summary>Bytes without which a further part of a response is not begun.</summary>
    public long RoomForPart => RoomForChange / 8;

    /// <summary>The memory of the request, made on first use. The parts of a batch share that of the batch.</summary>
    public static ResponseMemory Of(HttpContext context)
    {
        if (context.Features.Get<ResponseMemory>() is { } known) return known;
        var memory = Create(context);
        context.Features.Set(memory);
        context.Response.RegisterForDispose(memory);
        return memory;
    }

    /// <summary>A memory that ends with the returned object, for what outlives its request.</summary>
    public static ResponseMemory Create(HttpContext context) => new(
        context.RequestServices.GetRequiredService<ResponseBudget>(), CallerKey.Of(context), context.Features.Get<CallerAccess>()?.VendorAccounts is not null);

    public void Reserve(long bytes)
    {
        lock (_gate)
        {
            if (_used + bytes > Most) throw TooLarge();
            // A request that has ended takes from nobody: what it still holds is garbage soon.
            if (!_ended && _used + bytes + _keptBack > _granted)
            {
                var more = Math.Max(_used + bytes + _keptBack - _granted, Math.Min(Grain, budget.MostOfRequest - _granted));
                budget.Take(caller, more, _granted + more);
                _granted += more;
            }
            _used += bytes;
        }
    }

    public void Release(long bytes)
    {
        lock (_gate)
        {
            _used -= bytes;
            if (!_ended && _granted - Needed >= Grain) Shrink();
        }
    }

    /// <summary>Ensures that further bytes can be taken, and waits for them where the process has none left.</summary>
    /// <exception cref="ApiException">The request, its caller or the process may hold no more.</exception>
    public async ValueTask PromiseAsync(long bytes, CancellationToken cancellation)
    {
        long more;
        lock (_gate)
        {
            if (_used + bytes > Most) throw TooLarge();
            more = _used + bytes + _keptBack - _granted;
        }
        if (more > 0) await budget.TakeAsync(caller, more, cancellation);
        lock (_gate)
        {
            if (more > 0) _granted += more;
            _promised = _used + bytes;
            if (_ended) Shrink();
        }
    }

    /// <summary>Waits for the bytes that the response is expected to have, as far as the request may hold them.</summary>
    /// <exception cref="ApiException">The response will certainly have more, or the process has none left.</exception>
    public ValueTask ExpectAsync(in Cost cost, CancellationToken cancellation)
    {
        if (isRestricted || cost.ExpectedBytes <= Grain) return default;
        var left = Left;
        return cost.Bytes <= left ? PromiseAsync((long)Math.Min(cost.ExpectedBytes, left), cancellation) : throw TooLarge();
    }

    /// <summary>Gives back what was promised and not needed: the response is complete.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            _promised = 0;
            if (!_ended) Shrink();
        }
    }

    /// <summary>Keeps bytes for the end of a response that is made in several steps, from everything until then.</summary>
    /// <exception cref="ApiException">They are more than a quarter of the request's, or the process has not so many.</exception>
    public async ValueTask KeepBackAsync(long bytes, CancellationToken cancellation)
    {
        if (bytes > budget.MostOfRequest / 4) throw TooLarge();
        await PromiseAsync(bytes, cancellation);
        lock (_gate) (_keptBack, _promised) = (bytes, 0);
    }

    /// <summary>Of the bytes that were kept back, these are needed now.</summary>
    public void ReleaseKeptBack(long bytes)
    {
        lock (_gate) _keptBack = Math.Max(0, _keptBack - bytes);
    }

    /// <summary>The exception for a response that may not become as large as it would.</summary>
    public ApiException TooLarge() => new(
        ErrorCodes.ResponseTooLarge,
        $"The response would be larger than the {ResponseBudget.Text(budget.MostOfRequest)} that one request may hold. Request fewer rows at once, or fewer fields and expansions.");

    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended) return;
            _ended = true;
            budget.Return(caller, _granted);
            _granted = 0;
        }
    }

    private void Shrink()
    {
        var unused = _granted - (_ended ? 0 : Needed);
        if (unused <= 0) return;
        budget.Return(caller, unused);
        _granted -= unused;
    }
}
