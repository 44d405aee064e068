using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Productive;

/// <summary>Reads from Productive. A project contains related records only if the request includes them.</summary>
internal sealed class ProductiveClient(VendorChannel channel)
{
    /// <summary>The documents' <c>max_page_size</c>.</summary>
    public const int MaxSize = 200;

    private const string MediaType = "application/vnd.api+json";

    private static readonly KeyValuePair<string, string> Include = new(
        "include",
        "company,project_manager,last_actor,workflow,template_object"
    );

    /// <summary>
    /// Creates a request with the media type. The documents print it on requests without a body too, and other types are refused with
    /// 415.
    /// </summary>
    public static VendorRequest Request(string method, string path) => new(method, path) { ContentType = MediaType };

    public static VendorRequest ProjectRequest(string method, string vendorId, string action = "") =>
        Request(method, "projects/" + VendorRequest.EscapeSegment(vendorId) + action);

    public async Task<Project?> FindProjectAsync(string vendorId, CancellationToken cancellationToken)
    {
        var response = await channel.FindAsync(ProjectRequest("GET", vendorId) with { Query = [Include] }, cancellationToken);
        return response is null ? null : ProductiveDocument.Parse(response).MapProject(channel.Time.GetUtcNow());
    }

    /// <summary>One page of <c>projects</c>, <c>companies</c> or <c>people</c>.</summary>
    public async Task<ProductiveDocument> ReadPageAsync(
        string collection,
        int? number,
        int? size,
        IEnumerable<KeyValuePair<string, string>> query,
        CancellationToken cancellationToken
    )
    {
        var request = Request("GET", collection) with
        {
            Query = [.. query, .. Page("number", number), .. Page("size", size), .. collection == "projects" ? [Include] : NoQuery],
        };
        return ProductiveDocument.Parse(await channel.GetAsync(request, cancellationToken));
    }

    /// <summary>Reads all readable projects, or those of one company.</summary>
    public async IAsyncEnumerable<Project> ReadAllProjectsAsync(
        string? companyId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var query = companyId is null ? NoQuery : [new("filter[company_id]", companyId)];
        for (var number = 1; ; number++)
        {
            var page = await ReadPageAsync("projects", number, MaxSize, query, cancellationToken);
            foreach (var resource in page.Resources)
                if (MapOrNull(resource, page) is { } project)
                    yield return project;
            if (IsLast(page, number, MaxSize))
                yield break;
        }
    }

    /// <summary>Whether the page is the last one. If it has no total, a page that is not full is the last.</summary>
    public static bool IsLast(ProductiveDocument page, int number, int size) =>
        page.Resources.Count == 0 || (page.TotalPages is { } pages ? number >= pages : page.Resources.Count < size);

    private static KeyValuePair<string, string>[] NoQuery => [];

    private static KeyValuePair<string, string>[] Page(string name, int? number) =>
        number is { } given ? [new($"page[{name}]", given.ToString(CultureInfo.InvariantCulture))] : NoQuery;

    private Project? MapOrNull(JsonElement resource, ProductiveDocument page)
    {
        try
        {
            return ProductiveMapping.MapProject(resource, page, channel.Time.GetUtcNow());
        }
        catch (VendorReadException)
        {
            return null;
        }
    }
}
