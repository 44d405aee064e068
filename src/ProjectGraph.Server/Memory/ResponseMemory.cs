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

    private readonly Lock gate = new();
    private long used;
    private long granted;
    private long promised;
    private long keptBack;
    private bool ended;

    /// <summary>The cost of what is run next.</summary>
    public Cost Expected { get; set; }

    /// <summary>Bytes that are held now.</summary>
    public long Used
    {
        get { lock (gate) return used; }
    }

    /// <summary>Bytes that the request may still take.</summary>
    public long Left
    {
        get { lock (gate) return Most - used; }
    }

    private long Needed => Math.Max(used, promised) + keptBack;

    private long Most => budget.MostOfRequest - keptBack;

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

    public void Take(long bytes)
    {
        lock (gate)
        {
            if (used + bytes > Most) throw TooLarge();
            // A request that has ended takes from nobody: what it still holds is garbage soon.
            if (!ended && used + bytes + keptBack > granted)
            {
                var more = Math.Max(used + bytes + keptBack - granted, Math.Min(Grain, budget.MostOfRequest - granted));
                budget.Take(caller, more, granted + more);
                granted += more;
            }
            used += bytes;
        }
    }

    public void Return(long bytes)
    {
        lock (gate)
        {
            used -= bytes;
            if (!ended && granted - Needed >= Grain) Shrink();
        }
    }

    /// <summary>Ensures that further bytes can be taken, and waits for them where the process has none left.</summary>
    /// <exception cref="ApiException">The request, its caller or the process may hold no more.</exception>
    public async ValueTask PromiseAsync(long bytes, CancellationToken cancellation)
    {
        long more;
        lock (gate)
        {
            if (used + bytes > Most) throw TooLarge();
            more = used + bytes + keptBack - granted;
        }
        if (more > 0) await budget.TakeAsync(caller, more, cancellation);
        lock (gate)
        {
            if (more > 0) granted += more;
            promised = used + bytes;
            if (ended) Shrink();
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
        lock (gate)
        {
            promised = 0;
            if (!ended) Shrink();
        }
    }

    /// <summary>Keeps bytes for the end of a response that is made in several steps, from everything until then.</summary>
    /// <exception cref="ApiException">They are more than a quarter of the request's, or the process has not so many.</exception>
    public async ValueTask KeepBackAsync(long bytes, CancellationToken cancellation)
    {
        if (bytes > budget.MostOfRequest / 4) throw TooLarge();
        await PromiseAsync(bytes, cancellation);
        lock (gate) (keptBack, promised) = (bytes, 0);
    }

    /// <summary>Of the bytes that were kept back, these are needed now.</summary>
    public void Release(long bytes)
    {
        lock (gate) keptBack = Math.Max(0, keptBack - bytes);
    }

    /// <summary>The exception for a response that may not become as large as it would.</summary>
    public ApiException TooLarge() => new(
        ErrorCodes.ResponseTooLarge,
        $"The response would be larger than the {ResponseBudget.Text(budget.MostOfRequest)} that one request may hold. Request fewer rows at once, or fewer fields and expansions.");

    public void Dispose()
    {
        lock (gate)
        {
            if (ended) return;
            ended = true;
            budget.Return(caller, granted);
            granted = 0;
        }
    }

    private void Shrink()
    {
        var unused = granted - (ended ? 0 : Needed);
        if (unused <= 0) return;
        budget.Return(caller, unused);
        granted -= unused;
    }
}
