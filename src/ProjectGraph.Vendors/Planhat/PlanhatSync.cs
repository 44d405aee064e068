using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>
/// Syncs companies first, so that projects can refer to them, then projects; both by <c>_id</c>, oldest first. If companies are not
/// available, projects still name their company.
/// </summary>
internal sealed class PlanhatSync(VendorChannel channel) : ISyncSource
{
    private const string Projects = "projects";

    private static readonly string[] collections = ["companies", Projects];
    private static readonly Dictionary<string, string?> byId = new() { ["sort"] = "_id" };

    private readonly PlanhatClient client = new(channel);
    private readonly int limit = Math.Clamp(channel.Settings.Setting("PageSize", 1000), 2, PlanhatClient.MaxLimit);

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var place = Place.Parse(cursor); place is not null;)
        {
            var (rows, next) = await OpenAsync(place, cancellation);
            place = next;
            yield return Page(rows.Collection, rows.New, next?.ToString());
        }
    }

    private async Task<((string Collection, IReadOnlyList<JsonElement> New) Rows, Place? Next)> OpenAsync(Place place, CancellationToken cancellation)
    {
        try
        {
            return await PageAsync(place, cancellation);
        }
        catch (VendorReadException e) when (place is { Seen: 0, Collection: not Projects } && RefusalCodes.IsClosed(e.Code))
        {
            return ((place.Collection, []), place.NextCollection());
        }
    }

    /// <summary>
    /// Reads a page that begins with the last record of the previous one. Deletions shift offsets and would skip records otherwise. If
    /// that record is missing, the sync goes back until pages overlap.
    /// </summary>
    private async Task<((string Collection, IReadOnlyList<JsonElement> New) Rows, Place? Next)> PageAsync(Place place, CancellationToken cancellation)
    {
        var offset = Math.Max(0, place.Seen - 1);
        var rows = await client.PageAsync(place.Collection, limit, offset, byId, cancellation);
        for (var back = 1; offset > 0 && !Overlaps(rows, place); back *= 2)
        {
            offset = Math.Max(0, offset - back);
            rows = await client.PageAsync(place.Collection, limit, offset, byId, cancellation);
        }
        var fresh = rows.Where(row => !IsSeen(row, place)).ToList();
        var next = rows.Count < limit ? place.NextCollection() : place with { Seen = offset + rows.Count, LastId = LastId(rows) ?? place.LastId };
        return ((place.Collection, fresh), next);
    }

    private static bool Overlaps(IReadOnlyList<JsonElement> rows, Place place) => rows.Count > 0 && IsSeen(rows[0], place);

    private static bool IsSeen(JsonElement row, Place place) =>
        place.LastId is not null && PlanhatMapping.IdOf(row) is { } id && string.CompareOrdinal(id, place.LastId) <= 0;

    private static string? LastId(IReadOnlyList<JsonElement> rows) => rows.Select(PlanhatMapping.IdOf).LastOrDefault(id => id is not null);

    private SyncPage Page(string collection, IReadOnlyList<JsonElement> rows, string? next)
    {
        var problems = new List<SyncProblem>();
        var now = channel.Time.GetUtcNow();
        return collection == "companies"
            ? new([], Each(rows, PlanhatMapping.Company, problems), [], problems, next)
            : new(Each(rows, row => PlanhatMapping.Project(row, now), problems), [], [], problems, next);
    }

    private static List<T> Each<T>(IReadOnlyList<JsonElement> rows, Func<JsonElement, T> map, List<SyncProblem> problems)
    {
        var mapped = new List<T>(rows.Count);
        foreach (var row in rows)
        {
            try
            {
                mapped.Add(map(row));
            }
            catch (VendorReadException e)
            {
                problems.Add(new(PlanhatMapping.IdOf(row), e.Message));
            }
        }
        return mapped;
    }

    /// <summary>A position in the sync run, written as <c>projects:2000:6101a500…</c>.</summary>
    private sealed record Place(string Collection, int Seen, string? LastId)
    {
        public static Place Parse(string? cursor)
        {
            var parts = cursor?.Split(':', 3) ?? [];
            return parts is [var collection, var seen, var id] && collections.Contains(collection)
                && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new(collection, count, id.Length == 0 ? null : id)
                : new(collections[0], 0, null);
        }

        public Place? NextCollection() => Collection == collections[^1] ? null : new(collections[^1], 0, null);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection}:{Seen}:{LastId}");
    }
}
