using System.Collections.Concurrent;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>Runs query plans: translates each shape to SQL once and executes the prepared statements.</summary>
public sealed class QueryRunner : IDisposable
{
    private const int MostShapes = 2_000;
    private readonly ConcurrentDictionary<string, PreparedQuery> prepared = new(StringComparer.Ordinal);
    private readonly ReadRoute route;
    private long translations;

    /// <param name="connections">The number of plans that may be read at once.</param>
    /// <param name="heavy">How many of these may be heavy. One caller gets at most one fewer.</param>
    internal QueryRunner(IReadConnections store, int connections, IReadConnections? standbys = null, int? heavy = null, TimeProvider? time = null)
    {
        var most = Math.Clamp(heavy ?? connections, 1, connections);
        route = new(
            new(store, connections), standbys is null ? null : new(standbys, connections),
            new(most, Math.Max(1, most - 1)), new(time ?? TimeProvider.System));
    }

    /// <summary>Creates a runner over this store.</summary>
    public static QueryRunner Over(GraphStore store) => new(store.Reads, store.Readers, store.Standbys, store.HeavyReaders, store.Time);

    /// <summary>The number of shapes translated so far.</summary>
    public long Translations => Interlocked.Read(ref translations);

    /// <summary>Gets the statements of this plan, which are translated on first use.</summary>
    public PreparedQuery Prepare(QueryPlan plan)
    {
        var shape = plan.ToString();
        if (prepared.TryGetValue(shape, out var known)) return known;
        // Normal use has few shapes; a client that creates thousands pays for their translation again.
        if (prepared.Count >= MostShapes) prepared.Clear();
        Interlocked.Increment(ref translations);
        return prepared.GetOrAdd(shape, new PreparedQuery(plan, route));
    }

    public void Dispose() => route.Dispose();
}
