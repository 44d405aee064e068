using System.Globalization;
using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Reads from Planhat. A list has no total; it ends with a page that is shorter than its limit.</summary>
internal sealed class PlanhatClient(VendorChannel channel)
{
    /// <summary>"Default as 100, max. 2000."</summary>
    public const int MaxLimit = 2000;

    public const string ExternalPrefix = "extid-";
    public const string SourcePrefix = "srcid-";

    private static readonly IReadOnlyDictionary<string, string?> NoFilter = new Dictionary<string, string?>();

    /// <param name="key">An objectId, <c>extid-…</c> or <c>srcid-…</c>.</param>
    public async Task<Project?> FindProjectAsync(string key, CancellationToken cancellationToken)
    {
        var response = await channel.FindAsync(new("GET", "projects/" + VendorRequest.EscapeSegment(key)), cancellationToken);
        return response is null ? null : PlanhatMapping.MapProject(response.Json(), channel.Time.GetUtcNow());
    }

    /// <summary>One page of <c>projects</c> or <c>companies</c>.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadPageAsync(
        string collection,
        int? limit,
        int? offset,
        IReadOnlyDictionary<string, string?> query,
        CancellationToken cancellationToken
    )
    {
        var response = await channel.GetAsync(ListRequest(collection, limit, offset, query), cancellationToken);
        var rows = response.Json();
        if (rows.ValueKind == JsonValueKind.Array)
            return [.. rows.EnumerateArray()];
        throw new VendorReadException(VendorErrors.VendorBadAnswer, $"The response of Planhat to GET /{collection} is not a list.");
    }

    /// <summary>Reads all projects, or those of one company.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAllProjectsAsync(
        string? companyId,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var query = companyId is null ? NoFilter : new Dictionary<string, string?> { ["companyId"] = companyId };
        for (var offset = 0; ; offset += MaxLimit)
        {
            var page = await ReadPageAsync("projects", MaxLimit, offset, query, cancellationToken);
            foreach (var row in page)
                yield return row;
            if (page.Count < MaxLimit)
                yield break;
        }
    }

    private static VendorRequest ListRequest(string collection, int? limit, int? offset, IReadOnlyDictionary<string, string?> query) =>
        new("GET", collection)
        {
            Query =
            [
                .. new[] { ("limit", FormatNumber(limit)), ("offset", FormatNumber(offset)) }
                    .Concat(query.Select(part => (part.Key, part.Value)))
                    .Where(part => part.Item2 is not null)
                    .Select(part => KeyValuePair.Create(part.Item1, part.Item2!)),
            ],
        };

    private static string? FormatNumber(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
