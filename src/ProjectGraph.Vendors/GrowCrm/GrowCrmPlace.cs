using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>A position in the sync run: the last record read, written as <c>projects:200:1042:2026-06-15T09:30:00.000000Z</c>.</summary>
internal sealed record GrowCrmPlace(string Collection, int Seen, string? LastId, string? LastCreated)
{
    private static readonly string[] collections = [GrowCrmRoutes.Clients, GrowCrmRoutes.Team, GrowCrmRoutes.Projects];

    public static GrowCrmPlace Parse(string? cursor)
    {
        var parts = cursor?.Split(':', 4) ?? [];
        return parts is [var collection, var seen, var id, var created] && collections.Contains(collection)
            && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new(collection, count, id.Length == 0 ? null : id, created.Length == 0 ? null : created)
            : new(collections[0], 0, null, null);
    }

    public GrowCrmPlace? NextCollection() =>
        Array.IndexOf(collections, Collection) + 1 is var next && next < collections.Length ? new(collections[next], 0, null, null) : null;

    public GrowCrmPlace After(IReadOnlyList<JsonElement> rows, int seen)
    {
        var last = Row(rows[^1]);
        return this with { Seen = seen, LastId = last?.Id is { } id ? GrowCrmMapping.Text(id) : null, LastCreated = last?.Dates?.Created };
    }

    /// <summary>
    /// Returns the page with the most new records that begins at or before the last record read. Pages begin at multiples of their
    /// size, so a suitable size is searched. If every size up to the wanted one ends exactly there, a larger one is used.
    /// </summary>
    public static (int Limit, int Page) Overlapping(int seen, int maxSize)
    {
        if (seen == 0) return (maxSize, 1);
        var limit = Furthest(seen - 1, maxSize);
        if (End(seen - 1, limit) <= seen) limit = Furthest(seen - 1, GrowCrmClient.MaxLimit);
        return (limit, (seen - 1) / limit + 1);
    }

    /// <summary>Whether no record can be missing between the last record read and these.</summary>
    public bool Meets(IReadOnlyList<JsonElement> rows)
    {
        if (Seen == 0 || LastId is null) return true;
        if (rows.Any(row => GrowCrmMapping.IdOf(row) == LastId)) return true;
        return rows.Count > 0 && GrowCrmMapping.InstantOf(Row(rows[0])?.Dates?.Created) < GrowCrmMapping.InstantOf(LastCreated);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection}:{Seen}:{LastId}:{LastCreated}");

    private static int Furthest(int last, int maxSize) => Enumerable.Range(1, maxSize).MaxBy(size => End(last, size));

    /// <summary>Returns the end of the page of this size that contains the record.</summary>
    private static int End(int record, int size) => (record / size + 1) * size;

    private static GrowCrmRowWire? Row(JsonElement row)
    {
        try
        {
            return GrowCrmMapping.Read<GrowCrmRowWire>(row);
        }
        catch (VendorReadException)
        {
            return null;
        }
    }
}
