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

    /// <summary>Whether no record can be missing between the last record read and these.</summary>
    public bool Meets(IReadOnlyList<JsonElement> rows)
    {
        if (Seen == 0 || LastId is null) return true;
        if (rows.Any(row => GrowCrmMapping.IdOf(row) == LastId)) return true;
        return rows.Count > 0 && GrowCrmMapping.InstantOf(Row(rows[0])?.Dates?.Created) < GrowCrmMapping.InstantOf(LastCreated);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection}:{Seen}:{LastId}:{LastCreated}");

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
