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

    internal QueryRunner(IReadConnections store, int connections, IReadConnections? standbys = null) =>
        route = new(new(store, connections), standbys is null ? null : new(standbys, connections));

    /// <summary>A runner over this store.</summary>
    public static QueryRunner Over(GraphStore store) => new(store.Reads, store.Readers, store.Standbys);

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
