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

    private static readonly string[] Collections = ["companies", Projects];
    private static readonly Dictionary<string, string?> ById = new() { ["sort"] = "_id" };

    private readonly PlanhatClient _client = new(channel);
    private readonly int _limit = Math.Clamp(channel.Settings.Setting("PageSize", 1000), 2, PlanhatClient.MaxLimit);

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var place = Position.Parse(cursor); place is not null; )
        {
            var (rows, next) = await ReadPageOrSkipAsync(place, cancellationToken);
            place = next;
            yield return CreatePage(rows.Collection, rows.New, next?.ToString());
        }
    }

    private async Task<((string Collection, IReadOnlyList<JsonElement> New) Rows, Position? Next)> ReadPageOrSkipAsync(
        Position place,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ReadPageAsync(place, cancellationToken);
        }
        catch (VendorReadException e) when (place is { ReadCount: 0, Collection: not Projects } && RefusalCodes.IsUnavailable(e.Code))
        {
            return ((place.Collection, []), place.NextCollection());
        }
    }

    /// <summary>
    /// Reads a page that begins with the last record of the previous one. Deletions shift offsets and would skip records otherwise. If
    /// that record is missing, the sync goes back until pages overlap.
    /// </summary>
    private async Task<((string Collection, IReadOnlyList<JsonElement> New) Rows, Position? Next)> ReadPageAsync(
        Position place,
        CancellationToken cancellationToken
    )
    {
        var offset = Math.Max(0, place.ReadCount - 1);
        var rows = await _client.ReadPageAsync(place.Collection, _limit, offset, ById, cancellationToken);
        for (var back = 1; offset > 0 && !Overlaps(rows, place); back *= 2)
        {
            offset = Math.Max(0, offset - back);
            rows = await _client.ReadPageAsync(place.Collection, _limit, offset, ById, cancellationToken);
        }
        var fresh = rows.Where(row => !WasRead(row, place)).ToList();
        var next =
            rows.Count < _limit
                ? place.NextCollection()
                : place with
                {
                    ReadCount = offset + rows.Count,
                    LastId = LastId(rows) ?? place.LastId,
                };
        return ((place.Collection, fresh), next);
    }

    private static bool Overlaps(IReadOnlyList<JsonElement> rows, Position place) => rows.Count > 0 && WasRead(rows[0], place);

    private static bool WasRead(JsonElement row, Position place) =>
        place.LastId is not null && PlanhatMapping.FindId(row) is { } id && string.CompareOrdinal(id, place.LastId) <= 0;

    private static string? LastId(IReadOnlyList<JsonElement> rows) =>
        rows.Select(PlanhatMapping.FindId).LastOrDefault(id => id is not null);

    private SyncPage CreatePage(string collection, IReadOnlyList<JsonElement> rows, string? next)
    {
        var problems = new List<SyncProblem>();
        var now = channel.Time.GetUtcNow();
        return collection == "companies"
            ? new([], MapRows(rows, PlanhatMapping.MapCompany, problems), [], problems, next)
            : new(MapRows(rows, row => PlanhatMapping.MapProject(row, now), problems), [], [], problems, next);
    }

    private static List<T> MapRows<T>(IReadOnlyList<JsonElement> rows, Func<JsonElement, T> map, List<SyncProblem> problems)
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
                problems.Add(new(PlanhatMapping.FindId(row), e.Message));
            }
        }
        return mapped;
    }

    /// <summary>A position in the sync run, written as <c>projects:2000:6101a500…</c>.</summary>
    private sealed record Position(string Collection, int ReadCount, string? LastId)
    {
        public static Position Parse(string? cursor)
        {
            var parts = cursor?.Split(':', 3) ?? [];
            return
                parts is [var collection, var seen, var id]
                && Collections.Contains(collection)
                && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new(collection, count, id.Length == 0 ? null : id)
                : new(Collections[0], 0, null);
        }

        public Position? NextCollection() => Collection == Collections[^1] ? null : new(Collections[^1], 0, null);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection}:{ReadCount}:{LastId}");
    }
}
