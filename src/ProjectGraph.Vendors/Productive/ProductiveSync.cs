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

    private static readonly string[] Collections = ["companies", "people", Projects];
    private static readonly ProductiveDocument Nothing = new([], new Dictionary<(string, string), JsonElement>(), 0);

    private readonly ProductiveClient _client = new(channel);
    private readonly int _size = Math.Clamp(channel.Settings.Setting("PageSize", ProductiveClient.MaxSize), 2, ProductiveClient.MaxSize);

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var place = Position.Parse(cursor); place is not null; )
        {
            var collection = place.Collection;
            (var page, place) = await ReadPageOrSkipAsync(place, cancellationToken);
            yield return CreatePage(collection, page, place?.ToString());
        }
    }

    private async Task<(ProductiveDocument Page, Position? Next)> ReadPageOrSkipAsync(Position place, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadPageAsync(place, cancellationToken);
        }
        catch (VendorReadException e) when (place is { Seen: 0, Collection: not Projects } && RefusalCodes.IsUnavailable(e.Code))
        {
            return (Nothing, place.NextCollection());
        }
    }

    /// <summary>Reads a page. If the last record of the page before is missing, it was deleted: the page goes back until it overlaps.</summary>
    private async Task<(ProductiveDocument Page, Position? Next)> ReadPageAsync(Position place, CancellationToken cancellationToken)
    {
        for (var (from, back) = (place.Seen, 1); ; from = Math.Max(0, from - back), back *= 2)
        {
            var (limit, number) = PageOverlap.After(from, _size, ProductiveClient.MaxSize);
            var page = await _client.ReadPageAsync(place.Collection, number, limit, [], cancellationToken);
            if (from > 0 && place.LastId is { } last && page.Resources.All(resource => ProductiveMapping.FindId(resource) != last))
                continue;
            if (ProductiveClient.IsLast(page, number, limit))
                return (page, place.NextCollection());
            var next = place with
            {
                Seen = (number - 1) * limit + page.Resources.Count,
                LastId = ProductiveMapping.FindId(page.Resources[^1]),
            };
            return next != place
                ? (page, next)
                : throw new VendorReadException(VendorErrors.VendorBadAnswer, "The pages of Productive do not advance.");
        }
    }

    private SyncPage CreatePage(string collection, ProductiveDocument page, string? next)
    {
        var problems = new List<SyncProblem>();
        var now = channel.Time.GetUtcNow();
        return collection switch
        {
            "companies" => new([], MapResources(page, ProductiveMapping.MapCompany, problems), [], problems, next),
            "people" => new([], [], MapResources(page, ProductiveMapping.MapPerson, problems), problems, next),
            _ => new(MapResources(page, resource => ProductiveMapping.MapProject(resource, page, now), problems), [], [], problems, next),
        };
    }

    // Only projects are identified by id here: a company can have the same number as a project.
    private static List<T> MapResources<T>(ProductiveDocument page, Func<JsonElement, T> map, List<SyncProblem> problems)
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
                problems.Add(new(map is Func<JsonElement, Project> ? ProductiveMapping.FindId(resource) : null, e.Message));
            }
        }
        return mapped;
    }

    /// <summary>A position in the sync run, written as <c>projects:400:667</c>: how many records were read, and the last of them.</summary>
    private sealed record Position(string Collection, int Seen, string? LastId)
    {
        public static Position Parse(string? cursor) =>
            cursor?.Split(':') is [var collection, var seen, var id]
            && Collections.Contains(collection)
            && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new(collection, count, id.Length == 0 ? null : id)
                : new(Collections[0], 0, null);

        public Position? NextCollection() =>
            Array.IndexOf(Collections, Collection) + 1 is var next && next < Collections.Length ? new(Collections[next], 0, null) : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection}:{Seen}:{LastId}");
    }
}
