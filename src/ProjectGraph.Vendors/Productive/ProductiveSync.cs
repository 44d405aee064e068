using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Productive;

/// <summary>
/// Syncs companies and people first, so that projects can refer to them, then projects; all by page number. A project includes its
/// company and people. If their lists are not available, the graph knows only these.
/// </summary>
internal sealed class ProductiveSync(VendorChannel channel) : ISyncSource
{
    private const string Projects = "projects";

    private static readonly string[] collections = ["companies", "people", Projects];
    private static readonly ProductiveDocument nothing = new([], new Dictionary<(string, string), JsonElement>(), 0, 0);

    private readonly ProductiveClient client = new(channel);
    private readonly int size = Math.Clamp(channel.Settings.Setting("PageSize", ProductiveClient.MaxSize), 1, ProductiveClient.MaxSize);

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var place = Place.Parse(cursor, size); place is not null;)
        {
            var (page, at) = await OpenAsync(place, cancellation);
            place = ProductiveClient.IsLast(page, at.Number, size) ? at.NextCollection() : at with { Number = at.Number + 1 };
            yield return Page(at.Collection, page, place?.ToString());
        }
    }

    private async Task<(ProductiveDocument Page, Place At)> OpenAsync(Place place, CancellationToken cancellation)
    {
        try
        {
            return await PageAsync(place, cancellation);
        }
        catch (VendorReadException e) when (place is { Number: 1, Collection: not Projects } && RefusalCodes.IsClosed(e.Code))
        {
            return (nothing, place);
        }
    }

    /// <summary>
    /// Reads a page. Deletions on earlier pages shift later ones and would skip records. If the total has decreased, the affected pages
    /// are read again.
    /// </summary>
    private async Task<(ProductiveDocument Page, Place At)> PageAsync(Place place, CancellationToken cancellation)
    {
        while (true)
        {
            var page = await client.PageAsync(place.Collection, place.Number, size, [], cancellation);
            var at = place with { Total = page.TotalCount };
            if (place.Number == 1 || !(place.Total - page.TotalCount is > 0 and var deleted)) return (page, at);
            place = at with { Number = Math.Max(1, place.Number - (deleted + size - 1) / size) };
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

    /// <summary>
    /// A position in the sync run, written as <c>projects:3:200:512</c>: page 3 of pages of 200, with 512 records at that time.
    /// </summary>
    private sealed record Place(string Collection, int Number, int Size, int? Total)
    {
        /// <summary>Parses a cursor. With another page size its numbers are meaningless, so the run starts again.</summary>
        public static Place Parse(string? cursor, int size) =>
            cursor?.Split(':') is [var collection, var number, var pageSize, var total] && collections.Contains(collection)
            && Count(number) is > 0 and var at && Count(pageSize) == size
                ? new(collection, at, size, Count(total))
                : new(collections[0], 1, size, null);

        public Place? NextCollection() => Array.IndexOf(collections, Collection) + 1 is var next && next < collections.Length
            ? new(collections[next], 1, Size, null)
            : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection}:{Number}:{Size}:{Total}");

        private static int? Count(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }
}
