using System.Collections.Concurrent;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>Runs query plans: translates each shape to SQL once and executes the prepared statements.</summary>
public sealed class QueryRunner : IDisposable
{
    private const int MaxPlans = 2_000;
    private readonly ConcurrentDictionary<string, PreparedQuery> _prepared = new(StringComparer.Ordinal);
    private readonly ReadRouter _route;
    private long _translations;

    /// <param name="connections">The number of plans that may be read at once.</param>
    /// <param name="heavy">How many of these may be heavy. One caller gets at most one fewer.</param>
    internal QueryRunner(
        IReadConnectionSource store,
        int connections,
        IReadConnectionSource? standbys = null,
        int? heavy = null,
        TimeProvider? time = null
    )
    {
        var most = Math.Clamp(heavy ?? connections, 1, connections);
        _route = new(
            new(store, connections),
            standbys is null ? null : new(standbys, connections),
            new(most, Math.Max(1, most - 1)),
            new(time ?? TimeProvider.System)
        );
    }

    /// <summary>Creates a runner over this store.</summary>
    public static QueryRunner Create(GraphStore store) =>
        new(store.Reads, store.MaxReaders, store.Standbys, store.MaxHeavyReaders, store.Time);

    /// <summary>The number of shapes translated so far.</summary>
    public long TranslationCount => Interlocked.Read(ref _translations);

    /// <summary>Gets the statements of this plan, which are translated on first use.</summary>
    public PreparedQuery Prepare(QueryPlan plan)
    {
        var shape = plan.ToString();
        if (_prepared.TryGetValue(shape, out var known))
            return known;
        // Normal use has few shapes; a client that creates thousands pays for their translation again.
        if (_prepared.Count >= MaxPlans)
            _prepared.Clear();
        Interlocked.Increment(ref _translations);
        return _prepared.GetOrAdd(shape, new PreparedQuery(plan, _route));
    }

    public void Dispose() => _route.Dispose();
}
