using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>
/// Reads from CoreData. Every path ends with a slash, because the server redirects otherwise. Redirects are not followed: they would
/// send the credentials to another address.
/// </summary>
internal sealed class CoreDataClient(VendorChannel channel)
{
    /// <summary>The requested page size. The server's maximum is not documented and may be smaller.</summary>
    public const int MaxLimit = 1000;

    public const string Projects = "api/v2/projects/";
    public const string Users = "api/v2/users/";

    private readonly CoreDataMapping _mapping = CoreDataMapping.Of(channel.Settings);

    public static string ProjectPath(string id) => $"{Projects}{VendorRequest.EscapeSegment(id)}/";

    public static string SpacePath(string spaceId) => $"api/v2/spaces/{VendorRequest.EscapeSegment(spaceId)}/projects/";

    public Project Map(JsonElement row) => _mapping.MapProject(row, channel.Time.GetUtcNow());

    public async Task<Project?> FindProjectAsync(string id, CancellationToken cancellationToken)
    {
        var response = await channel.FindAsync(new("GET", ProjectPath(id)) { ContentType = null }, cancellationToken);
        return response is null ? null : Map(response.Json());
    }

    public async Task<CoreDataPage> ReadPageAsync(
        string path,
        int? limit,
        int? offset,
        CancellationToken cancellationToken,
        KeyValuePair<string, string>? filter = null
    )
    {
        var response = await channel.GetAsync(ListRequest(path, limit, offset, filter), cancellationToken);
        var list = ReadList(response.Json(), path);
        return new(list.Objects, list.Meta.Next is not null);
    }

    /// <summary>Reads all records of a list.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAllAsync(
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        KeyValuePair<string, string>? filter = null
    )
    {
        for (var offset = 0; ; )
        {
            var page = await ReadPageAsync(path, MaxLimit, offset, cancellationToken, filter);
            foreach (var row in page.Rows)
                yield return row;
            if (!page.HasNext)
                yield break;
            if (page.Rows.Count == 0)
                throw NoNewRecords(path);
            offset += page.Rows.Count;
        }
    }

    /// <summary>Reports a page that announces more records but contains nothing new. It would be requested forever.</summary>
    public static VendorReadException NoNewRecords(string path) =>
        new(VendorErrors.VendorBadAnswer, $"CoreData reported more records of GET {path} but returned no new ones.");

    private static CoreDataListWire ReadList(JsonElement response, string path)
    {
        try
        {
            if (response.Deserialize<CoreDataListWire>() is { Meta: not null, Objects: not null } list)
                return list;
        }
        catch (JsonException)
        {
            // Reported below.
        }
        throw new VendorReadException(VendorErrors.VendorBadAnswer, $"The response of CoreData to GET {path} is not a list.");
    }

    private static VendorRequest ListRequest(string path, int? limit, int? offset, KeyValuePair<string, string>? filter) =>
        new("GET", path)
        {
            ContentType = null,
            Query =
            [
                .. filter is { } one ? [one] : Array.Empty<KeyValuePair<string, string>>(),
                .. new[] { ("limit", limit), ("offset", offset) }
                    .Where(part => part.Item2 is not null)
                    .Select(part => KeyValuePair.Create(part.Item1, part.Item2!.Value.ToString(CultureInfo.InvariantCulture))),
            ],
        };
}

/// <param name="HasNext">Whether another page follows.</param>
internal sealed record CoreDataPage(IReadOnlyList<JsonElement> Rows, bool HasNext);
