using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Reads from Grow CRM.</summary>
internal sealed class GrowCrmClient(VendorChannel channel)
{
    /// <summary>"Results per page (max 100)."</summary>
    public const int MaxLimit = 100;

    public async Task<Project?> FindProjectAsync(string id, CancellationToken cancellationToken)
    {
        var response = await channel.FindAsync(GrowCrmRoutes.Get(id), cancellationToken);
        return response is null ? null : GrowCrmMapping.MapProject(ReadRecord(response), channel.Time.GetUtcNow());
    }

    public async Task<GrowCrmPage> ReadPageAsync(
        string collection,
        int? limit,
        int? page,
        IEnumerable<KeyValuePair<string, string?>> query,
        CancellationToken cancellationToken
    )
    {
        var paging = new[] { KeyValuePair.Create("limit", FormatNumber(limit)), KeyValuePair.Create("page", FormatNumber(page)) };
        var response = await channel.GetAsync(GrowCrmRoutes.List(collection, query.Concat(paging)), cancellationToken);
        var envelope = GrowCrmMapping.Read<GrowCrmEnvelopeWire>(response.Json());
        if (envelope.Data.ValueKind != JsonValueKind.Array)
            throw UnexpectedResponse($"GET /{collection} is not a list");
        return new([.. envelope.Data.EnumerateArray()], envelope.Meta);
    }

    /// <summary>Returns the record of a response.</summary>
    /// <exception cref="VendorReadException">The response does not contain a record.</exception>
    public static JsonElement ReadRecord(VendorResponse response)
    {
        var envelope = GrowCrmMapping.Read<GrowCrmEnvelopeWire>(response.Json());
        return envelope.Data.ValueKind == JsonValueKind.Object
            ? envelope.Data
            : throw UnexpectedResponse("a request does not contain the documented record");
    }

    private static VendorReadException UnexpectedResponse(string problem) =>
        new(VendorErrors.VendorBadAnswer, $"The response of Grow CRM to {problem}.");

    private static string? FormatNumber(int? number) => number is { } value ? GrowCrmMapping.Format(value) : null;
}

internal sealed record GrowCrmPage(IReadOnlyList<JsonElement> Rows, GrowCrmMetaWire? Meta)
{
    public bool IsLast(int limit, int page) => Rows.Count == 0 || (Meta?.LastPage is { } last ? page >= last : Rows.Count < limit);
}
