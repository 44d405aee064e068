using System.Collections.Concurrent;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Data.Query;

/// <summary>The approximate row counts of the entities: their largest keys, refreshed periodically.</summary>
internal sealed class TableSizes(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<EntityModel, Size> _sizes = new();

    public long Get(EntityModel entity) => _sizes.TryGetValue(entity, out var size) ? size.Rows : 0;

    /// <summary>Whether the size must be looked up. If an older size is known, only one caller refreshes it.</summary>
    public bool NeedsRefresh(EntityModel entity)
    {
        if (entity.Key.Kind != FieldKind.Long)
            return false;
        if (!_sizes.TryGetValue(entity, out var size))
            return true;
        var now = time.GetTimestamp();
        return time.GetElapsedTime(size.At, now) > Lifetime && _sizes.TryUpdate(entity, size with { At = now }, size);
    }

    public void Refresh(EntityModel entity, ReadConnection connection) =>
        _sizes[entity] = new(connection.ReadLargestKey(entity), time.GetTimestamp());

    private readonly record struct Size(long Rows, long At);
}
