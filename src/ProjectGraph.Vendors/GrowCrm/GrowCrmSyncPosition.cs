using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>A position in the sync run: the last record read, written as <c>projects:200:1042:2026-06-15T09:30:00.000000Z</c>.</summary>
internal sealed record GrowCrmSyncPosition(string Collection, int ReadCount, string? LastId, string? LastCreated)
{
    private static readonly string[] Collections = [GrowCrmRoutes.Clients, GrowCrmRoutes.Team, GrowCrmRoutes.Projects];

    public static GrowCrmSyncPosition Parse(string? cursor)
    {
        var parts = cursor?.Split(':', 4) ?? [];
        return
            parts is [var collection, var seen, var id, var created]
            && Collections.Contains(collection)
            && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new(collection, count, id.Length == 0 ? null : id, created.Length == 0 ? null : created)
            : new(Collections[0], 0, null, null);
    }

    public GrowCrmSyncPosition? NextCollection() =>
        Array.IndexOf(Collections, Collection) + 1 is var next && next < Collections.Length ? new(Collections[next], 0, null, null) : null;

    public GrowCrmSyncPosition After(IReadOnlyList<JsonElement> rows, int seen)
    {
        var last = ReadRow(rows[^1]);
        return this with
        {
            ReadCount = seen,
            LastId = last?.Id is { } id ? GrowCrmMapping.Format(id) : null,
            LastCreated = last?.Dates?.Created,
        };
    }

    /// <summary>Whether no record can be missing between the last record read and these.</summary>
    public bool IsAdjacentTo(IReadOnlyList<JsonElement> rows)
    {
        if (ReadCount == 0 || LastId is null)
            return true;
        if (rows.Any(row => GrowCrmMapping.FindId(row) == LastId))
            return true;
        return rows.Count > 0
            && GrowCrmMapping.TryParseInstant(ReadRow(rows[0])?.Dates?.Created) < GrowCrmMapping.TryParseInstant(LastCreated);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection}:{ReadCount}:{LastId}:{LastCreated}");

    private static GrowCrmRowWire? ReadRow(JsonElement row)
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
