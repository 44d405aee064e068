using System.Collections.Concurrent;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Query;

/// <summary>Answers plans: translates a shape to SQL once, then executes the prepared statements.</summary>
public sealed class QueryRunner : IDisposable
{
    private const int MostShapes = 2_000;
    private readonly ConcurrentDictionary<string, PreparedQuery> prepared = new(StringComparer.Ordinal);
    private readonly ReadRoute route;
    private long translations;

    /// <param name="connections">How many plans are read at once.</param>
    /// <param name="heavy">How many of them may be heavy; one caller has one less.</param>
    internal QueryRunner(IReadConnections store, int connections, IReadConnections? standbys = null, int? heavy = null, TimeProvider? time = null)
    {
        var most = Math.Clamp(heavy ?? connections, 1, connections);
        route = new(
            new(store, connections), standbys is null ? null : new(standbys, connections),
            new(most, Math.Max(1, most - 1)), new(time ?? TimeProvider.System));
    }

    /// <summary>A runner over this store.</summary>
    public static QueryRunner Over(GraphStore store) => new(store.Reads, store.Readers, store.Standbys, store.HeavyReaders, store.Time);

    /// <summary>How many shapes were translated so far.</summary>
    public long Translations => Interlocked.Read(ref translations);

    /// <summary>The statements of this plan, translated at its first sight.</summary>
    public PreparedQuery Prepare(QueryPlan plan)
    {
        var shape = plan.ToString();
        if (prepared.TryGetValue(shape, out var known)) return known;
        // Shapes are few in honest use; whoever makes thousands pays for them again.
        if (prepared.Count >= MostShapes) prepared.Clear();
        Interlocked.Increment(ref translations);
        return prepared.GetOrAdd(shape, new PreparedQuery(plan, route));
    }

    public void Dispose() => route.Dispose();
}
