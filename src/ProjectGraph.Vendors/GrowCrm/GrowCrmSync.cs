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
    private static readonly Dictionary<string, string?> oldestFirst = new() { ["order"] = "asc" };
    private static readonly Dictionary<string, string?> byCreation = new() { ["sort"] = "project_created", ["order"] = "asc" };

    private readonly GrowCrmClient client = new(channel);
    private int most = Math.Clamp(channel.Settings.Setting("PageSize", GrowCrmClient.MaxLimit), 2, GrowCrmClient.MaxLimit);

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var place = GrowCrmPlace.Parse(cursor); place is not null;)
        {
            var (rows, next) = await PageAsync(place, cancellation);
            var collection = place.Collection;
            place = next;
            yield return Page(collection, rows, next?.ToString());
        }
    }

    /// <summary>
    /// Reads a page whose size makes it contain the last record of the previous one. Deletions shift pages and would skip records
    /// otherwise. If that record is missing, the sync goes back until it is found.
    /// </summary>
    private async Task<(IReadOnlyList<JsonElement> Rows, GrowCrmPlace? Next)> PageAsync(GrowCrmPlace place, CancellationToken cancellation)
    {
        var query = place.Collection == GrowCrmRoutes.Projects ? byCreation : oldestFirst;
        for (var (from, back) = (place.Seen, 1); ; from = Math.Max(0, from - back), back *= 2)
        {
            var (limit, number) = PageOverlap.After(from, most, GrowCrmClient.MaxLimit);
            var page = await client.PageAsync(place.Collection, limit, number, query, cancellation);
            if (from > 0 && !place.Meets(page.Rows)) continue;
            // An installation may return smaller pages than requested.
            if (page.Meta?.PerPage is > 0 and var size && size < limit) most = Math.Min(most, limit = size);
            if (page.IsLast(limit, number)) return (page.Rows, place.NextCollection());
            var next = place.After(page.Rows, (number - 1) * limit + page.Rows.Count);
            return next != place ? (page.Rows, next) : throw new VendorReadException(VendorErrors.VendorBadAnswer, $"Grow CRM reported more records of {place.Collection} but returned no new ones.");
        }
    }

    private SyncPage Page(string collection, IReadOnlyList<JsonElement> rows, string? next)
    {
        var problems = new List<SyncProblem>();
        var now = channel.Time.GetUtcNow();
        return collection switch
        {
            GrowCrmRoutes.Clients => new([], Each(rows, GrowCrmMapping.Company, problems), [], problems, next),
            GrowCrmRoutes.Team => new([], [], Each(rows, GrowCrmMapping.Person, problems), problems, next),
            _ => new(Each(rows, row => GrowCrmMapping.Project(row, now), problems), [], [], problems, next),
        };
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
                problems.Add(new(GrowCrmMapping.IdOf(row), e.Message));
            }
        }
        return mapped;
    }
}
