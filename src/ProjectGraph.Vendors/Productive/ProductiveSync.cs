using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Productive;

/// <summary>
/// Syncs companies and people first, so that projects can refer to them, then projects; all by page number, in pages that overlap.
/// A project includes its company and people. If their lists are not available, the graph knows only these.
/// </summary>
internal sealed class ProductiveSync(VendorChannel channel) : ISyncSource
{
    private const string Projects = "projects";

    private static readonly string[] collections = ["companies", "people", Projects];
    private static readonly ProductiveDocument nothing = new([], new Dictionary<(string, string), JsonElement>(), 0);

    private readonly ProductiveClient client = new(channel);
    private readonly int size = Math.Clamp(channel.Settings.Setting("PageSize", ProductiveClient.MaxSize), 2, ProductiveClient.MaxSize);

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var place = Place.Parse(cursor); place is not null;)
        {
            var collection = place.Collection;
            (var page, place) = await OpenAsync(place, cancellation);
            yield return Page(collection, page, place?.ToString());
        }
    }

    private async Task<(ProductiveDocument Page, Place? Next)> OpenAsync(Place place, CancellationToken cancellation)
    {
        try
        {
            return await PageAsync(place, cancellation);
        }
        catch (VendorReadException e) when (place is { Seen: 0, Collection: not Projects } && RefusalCodes.IsClosed(e.Code))
        {
            return (nothing, place.NextCollection());
        }
    }

    /// <summary>Reads a page. If the last record of the page before is missing, it was deleted: the page goes back until it overlaps.</summary>
    private async Task<(ProductiveDocument Page, Place? Next)> PageAsync(Place place, CancellationToken cancellation)
    {
        for (var (from, back) = (place.Seen, 1); ; from = Math.Max(0, from - back), back *= 2)
        {
            var (limit, number) = PageOverlap.After(from, size, ProductiveClient.MaxSize);
            var page = await client.PageAsync(place.Collection, number, limit, [], cancellation);
            if (from > 0 && place.LastId is { } last && page.Resources.All(resource => ProductiveMapping.IdOf(resource) != last)) continue;
            if (ProductiveClient.IsLast(page, number, limit)) return (page, place.NextCollection());
            var next = place with { Seen = (number - 1) * limit + page.Resources.Count, LastId = ProductiveMapping.IdOf(page.Resources[^1]) };
            return next != place ? (page, next) : throw new VendorReadException(VendorErrors.VendorBadAnswer, "The pages of Productive do not advance.");
        }
    }

    private SyncPage Page(string collection, ProductiveDocument page, string? next)
    {
        var problems = new List<SyncProblem>();
        var now = channel.Time.GetUtcNow();
        return collection switch
        {
            "companies" => new([], Each(page, ProductiveMapping.Company, problems), [], problems, next),
            "people" => new([], [], Each(page, ProductiveMapping.Person, problems), problems, next),
            _ => new(Each(page, resource => ProductiveMapping.Project(resource, page, now), problems), [], [], problems, next),
        };
    }

    // Only projects are identified by id here: a company can have the same number as a project.
    private static List<T> Each<T>(ProductiveDocument page, Func<JsonElement, T> map, List<SyncProblem> problems)
    {
        var mapped = new List<T>(page.Resources.Count);
        foreach (var resource in page.Resources)
        {
            try
            {
                mapped.Add(map(resource));
            }
            catch (VendorReadException e)
            {
                problems.Add(new(map is Func<JsonElement, Project> ? ProductiveMapping.IdOf(resource) : null, e.Message));
            }
        }
        return mapped;
    }

    /// <summary>A position in the sync run, written as <c>projects:400:667</c>: how many records were read, and the last of them.</summary>
    private sealed record Place(string Collection, int Seen, string? LastId)
    {
        public static Place Parse(string? cursor) =>
            cursor?.Split(':') is [var collection, var seen, var id] && collections.Contains(collection)
            && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new(collection, count, id.Length == 0 ? null : id)
                : new(collections[0], 0, null);

        public Place? NextCollection() => Array.IndexOf(collections, Collection) + 1 is var next && next < collections.Length
            ? new(collections[next], 0, null)
            : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection}:{Seen}:{LastId}");
    }
}
