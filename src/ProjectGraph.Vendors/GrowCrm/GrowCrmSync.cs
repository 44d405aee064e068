using System.Runtime.CompilerServices;
using System.Text.Json;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>
/// Syncs clients and team first, so that projects can refer to them. All are read oldest first, so that new records come last.
/// </summary>
internal sealed class GrowCrmSync(VendorChannel channel) : ISyncSource
{
    private static readonly Dictionary<string, string?> OldestFirst = new() { ["order"] = "asc" };
    private static readonly Dictionary<string, string?> ByCreation = new() { ["sort"] = "project_created", ["order"] = "asc" };

    private readonly GrowCrmClient _client = new(channel);
    private int _maxPageSize = Math.Clamp(channel.Settings.Setting("PageSize", GrowCrmClient.MaxLimit), 2, GrowCrmClient.MaxLimit);

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var place = GrowCrmSyncPosition.Parse(cursor); place is not null; )
        {
            var (rows, next) = await ReadPageAsync(place, cancellationToken);
            var collection = place.Collection;
            place = next;
            yield return CreatePage(collection, rows, next?.ToString());
        }
    }

    /// <summary>
    /// Reads a page whose size makes it contain the last record of the previous one. Deletions shift pages and would skip records
    /// otherwise. If that record is missing, the sync goes back until it is found.
    /// </summary>
    private async Task<(IReadOnlyList<JsonElement> Rows, GrowCrmSyncPosition? Next)> ReadPageAsync(
        GrowCrmSyncPosition place,
        CancellationToken cancellationToken
    )
    {
        var query = place.Collection == GrowCrmRoutes.Projects ? ByCreation : OldestFirst;
        for (var (from, back) = (place.ReadCount, 1); ; from = Math.Max(0, from - back), back *= 2)
        {
            var (limit, number) = PageOverlap.After(from, _maxPageSize, GrowCrmClient.MaxLimit);
            var page = await _client.ReadPageAsync(place.Collection, limit, number, query, cancellationToken);
            if (from > 0 && !place.IsAdjacentTo(page.Rows))
                continue;
            // An installation may return smaller pages than requested.
            if (page.Meta?.PerPage is > 0 and var size && size < limit)
                _maxPageSize = Math.Min(_maxPageSize, limit = size);
            if (page.IsLast(limit, number))
                return (page.Rows, place.NextCollection());
            var next = place.After(page.Rows, (number - 1) * limit + page.Rows.Count);
            return next != place
                ? (page.Rows, next)
                : throw new VendorReadException(
                    VendorErrors.VendorBadAnswer,
                    $"Grow CRM reported more records of {place.Collection} but returned no new ones."
                );
        }
    }

    private SyncPage CreatePage(string collection, IReadOnlyList<JsonElement> rows, string? next)
    {
        var problems = new List<SyncProblem>();
        var now = channel.Time.GetUtcNow();
        return collection switch
        {
            GrowCrmRoutes.Clients => new([], MapRows(rows, GrowCrmMapping.MapCompany, problems), [], problems, next),
            GrowCrmRoutes.Team => new([], [], MapRows(rows, GrowCrmMapping.MapPerson, problems), problems, next),
            _ => new(MapRows(rows, row => GrowCrmMapping.MapProject(row, now), problems), [], [], problems, next),
        };
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
                problems.Add(new(GrowCrmMapping.FindId(row), e.Message));
            }
        }
        return mapped;
    }
}
