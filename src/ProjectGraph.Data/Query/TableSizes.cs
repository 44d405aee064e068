using System.Collections.Concurrent;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>The approximate row counts of the entities: their largest keys, refreshed periodically.</summary>
internal sealed class TableSizes(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<EntityModel, Size> known = new();

    public long Of(EntityModel entity) => known.TryGetValue(entity, out var size) ? size.Rows : 0;

    /// <summary>Whether the size must be looked up. If an older size is known, only one caller refreshes it.</summary>
    public bool IsDue(EntityModel entity)
    {
        if (entity.Key.Kind != FieldKind.Long) return false;
        if (!known.TryGetValue(entity, out var size)) return true;
        var now = time.GetTimestamp();
        return time.GetElapsedTime(size.At, now) > Lifetime && known.TryUpdate(entity, size with { At = now }, size);
    }

    public void Read(EntityModel entity, ReadConnection connection) => known[entity] = new(connection.LargestKey(entity), time.GetTimestamp());

    private readonly record struct Size(long Rows, long At);
}
