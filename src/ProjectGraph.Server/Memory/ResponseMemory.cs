using ProjectGraph.Data.Query;
using ProjectGraph.Server.Costs;

namespace ProjectGraph.Server;

/// <summary>
/// The memory of one request's response: rows, JSON and the bodies of a batch's parts. It takes from the process's budget
/// gradually, or in advance if the size is known. It returns the rest when the request ends.
/// </summary>
/// <param name="isRestricted">Whether the caller sees only a part of the store, so the store's averages do not predict the response.</param>
internal sealed class ResponseMemory(ResponseBudget budget, string caller, bool isRestricted = false) : IResponseMemory, IDisposable
{
    // Most responses are smaller than this and take from the budget once.
    private const long Grain = 64 * 1024;

    private const long Room = 1024 * 1024;

    private readonly Lock _gate = new();
    private long _used;
    private long _granted;
    private long _promised;
    private long _keptBack;
    private bool _ended;

    /// <summary>The cost of the next query of the request.</summary>
    public Cost Expected { get; set; }

    /// <summary>The bytes that the request holds now.</summary>
    public long Used
    {
        get { lock (_gate) return _used; }
    }

    /// <summary>The bytes that the request may still take.</summary>
    public long Left
    {
        get { lock (_gate) return Most - _used; }
    }

    private long Needed => Math.Max(_used, _promised) + _keptBack;

    private long Most => budget.MostOfRequest - _keptBack;

    /// <summary>The bytes that are reserved for the response of a change before the change is sent.</summary>
    public long RoomForChange => Math.Min(Room, budget.MostOfRequest / 8);

    /// <summary>The free bytes that are required to start another part of a response.</summary>
    public long RoomForPart => RoomForChange / 8;

    /// <summary>Returns the memory of the request and creates it on first use. The parts of a batch share the batch's memory.</summary>
    public static ResponseMemory Of(HttpContext context)
    {
        if (context.Features.Get<ResponseMemory>() is { } known) return known;
        var memory = Create(context);
        context.Features.Set(memory);
        context.Response.RegisterForDispose(memory);
        return memory;
    }

    /// <summary>Creates a memory for work that outlives its request. The caller disposes it.</summary>
    public static ResponseMemory Create(HttpContext context) => new(
        context.RequestServices.GetRequiredService<ResponseBudget>(), CallerKey.Of(context), context.Features.Get<CallerAccess>()?.VendorAccounts is not null);

    public void Reserve(long bytes)
    {
        lock (_gate)
        {
            if (_used + bytes > Most) throw TooLarge();
            // A request that has ended takes nothing from the budget. Its remaining memory is collected soon.
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

    /// <summary>Ensures that more bytes can be taken. Waits if the process has none left.</summary>
    /// <exception cref="ApiException">The request, its caller or the process has reached its limit.</exception>
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

    /// <summary>Reserves the expected bytes of the response, up to the request's limit. Waits for them if necessary.</summary>
    /// <exception cref="ApiException">The response will certainly exceed the limit, or the process has no bytes left.</exception>
    public ValueTask ExpectAsync(in Cost cost, CancellationToken cancellation)
    {
        if (isRestricted || cost.ExpectedBytes <= Grain) return default;
        var left = Left;
        return cost.Bytes <= left ? PromiseAsync((long)Math.Min(cost.ExpectedBytes, left), cancellation) : throw TooLarge();
    }

    /// <summary>Returns reserved bytes that a complete response did not need.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            _promised = 0;
            if (!_ended) Shrink();
        }
    }

    /// <summary>Reserves bytes for the end of a response with several steps. Earlier steps cannot use them.</summary>
    /// <exception cref="ApiException">They exceed a quarter of the request's limit, or the process has too few bytes.</exception>
    public async ValueTask KeepBackAsync(long bytes, CancellationToken cancellation)
    {
        if (bytes > budget.MostOfRequest / 4) throw TooLarge();
        await PromiseAsync(bytes, cancellation);
        lock (_gate) (_keptBack, _promised) = (bytes, 0);
    }

    /// <summary>Makes a part of the reserved bytes available.</summary>
    public void ReleaseKeptBack(long bytes)
    {
        lock (_gate) _keptBack = Math.Max(0, _keptBack - bytes);
    }

    /// <summary>Creates the exception for a response above the request's limit.</summary>
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
