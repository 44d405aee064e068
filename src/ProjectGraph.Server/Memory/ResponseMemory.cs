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
    private const long GrantSize = 64 * 1024;

    private const long MaxRoomForChange = 1024 * 1024;

    private readonly Lock _gate = new();
    private long _used;
    private long _granted;
    private long _reservedTotal;
    private long _heldBack;
    private bool _ended;

    /// <summary>The cost of the next query of the request.</summary>
    public Cost Expected { get; set; }

    /// <summary>The bytes that the request holds now.</summary>
    public long Used
    {
        get
        {
            lock (_gate)
                return _used;
        }
    }

    /// <summary>The bytes that the request may still take.</summary>
    public long Available
    {
        get
        {
            lock (_gate)
                return MaxBytes - _used;
        }
    }

    private long RequiredBytes => Math.Max(_used, _reservedTotal) + _heldBack;

    private long MaxBytes => budget.MaxBytesPerRequest - _heldBack;

    /// <summary>The bytes that are reserved for the response of a change before the change is sent.</summary>
    public long RoomForChange => Math.Min(MaxRoomForChange, budget.MaxBytesPerRequest / 8);

    /// <summary>The free bytes that are required to start another part of a response.</summary>
    public long RoomForPart => RoomForChange / 8;

    /// <summary>Returns the memory of the request and creates it on first use. The parts of a batch share the batch's memory.</summary>
    public static ResponseMemory GetOrCreate(HttpContext context)
    {
        if (context.Features.Get<ResponseMemory>() is { } known)
            return known;
        var memory = Create(context);
        context.Features.Set(memory);
        context.Response.RegisterForDispose(memory);
        return memory;
    }

    /// <summary>Creates a memory for work that outlives its request. The caller disposes it.</summary>
    public static ResponseMemory Create(HttpContext context) =>
        new(
            context.RequestServices.GetRequiredService<ResponseBudget>(),
            CallerKey.Get(context),
            context.Features.Get<CallerAccess>()?.VendorAccounts is not null
        );

    public void Reserve(long bytes)
    {
        lock (_gate)
        {
            if (_used + bytes > MaxBytes)
                throw CreateTooLargeError();
            // A request that has ended takes nothing from the budget. Its remaining memory is collected soon.
            if (!_ended && _used + bytes + _heldBack > _granted)
            {
                var more = Math.Max(_used + bytes + _heldBack - _granted, Math.Min(GrantSize, budget.MaxBytesPerRequest - _granted));
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
            if (!_ended && _granted - RequiredBytes >= GrantSize)
                Shrink();
        }
    }

    /// <summary>Ensures that more bytes can be taken. Waits if the process has none left.</summary>
    /// <exception cref="ApiException">The request, its caller or the process has reached its limit.</exception>
    public async ValueTask EnsureAvailableAsync(long bytes, CancellationToken cancellationToken)
    {
        long more;
        lock (_gate)
        {
            if (_used + bytes > MaxBytes)
                throw CreateTooLargeError();
            more = _used + bytes + _heldBack - _granted;
        }
        if (more > 0)
            await budget.TakeAsync(caller, more, cancellationToken);
        lock (_gate)
        {
            if (more > 0)
                _granted += more;
            _reservedTotal = _used + bytes;
            if (_ended)
                Shrink();
        }
    }

    /// <summary>Reserves the expected bytes of the response, up to the request's limit. Waits for them if necessary.</summary>
    /// <exception cref="ApiException">The response will certainly exceed the limit, or the process has no bytes left.</exception>
    public ValueTask ReserveExpectedAsync(in Cost cost, CancellationToken cancellationToken)
    {
        if (isRestricted || cost.ExpectedBytes <= GrantSize)
            return default;
        var left = Available;
        return cost.Bytes <= left
            ? EnsureAvailableAsync((long)Math.Min(cost.ExpectedBytes, left), cancellationToken)
            : throw CreateTooLargeError();
    }

    /// <summary>Returns reserved bytes that a complete response did not need.</summary>
    public void ReleaseUnused()
    {
        lock (_gate)
        {
            _reservedTotal = 0;
            if (!_ended)
                Shrink();
        }
    }

    /// <summary>Reserves bytes for the end of a response with several steps. Earlier steps cannot use them.</summary>
    /// <exception cref="ApiException">They exceed a quarter of the request's limit, or the process has too few bytes.</exception>
    public async ValueTask HoldBackAsync(long bytes, CancellationToken cancellationToken)
    {
        if (bytes > budget.MaxBytesPerRequest / 4)
            throw CreateTooLargeError();
        await EnsureAvailableAsync(bytes, cancellationToken);
        lock (_gate)
            (_heldBack, _reservedTotal) = (bytes, 0);
    }

    /// <summary>Makes a part of the reserved bytes available.</summary>
    public void ReleaseHeldBack(long bytes)
    {
        lock (_gate)
            _heldBack = Math.Max(0, _heldBack - bytes);
    }

    /// <summary>Creates the exception for a response above the request's limit.</summary>
    public ApiException CreateTooLargeError() =>
        new(
            ErrorCodes.ResponseTooLarge,
            $"The response would be larger than the {ResponseBudget.FormatBytes(budget.MaxBytesPerRequest)} that one request may hold. Request fewer rows at once, or fewer fields and expansions."
        );

    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            budget.Return(caller, _granted);
            _granted = 0;
        }
    }

    private void Shrink()
    {
        var unused = _granted - (_ended ? 0 : RequiredBytes);
        if (unused <= 0)
            return;
        budget.Return(caller, unused);
        _granted -= unused;
    }
}
