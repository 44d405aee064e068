using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Productive;

/// <summary>A JSON:API document: the requested resources, and those included with them.</summary>
/// <param name="TotalPages">The number of pages of a list; null if absent.</param>
internal sealed record ProductiveDocument(
    IReadOnlyList<JsonElement> Resources,
    IReadOnlyDictionary<(string Type, string Id), JsonElement> Included,
    int? TotalPages
)
{
    /// <exception cref="VendorReadException">The response is not a JSON:API document.</exception>
    public static ProductiveDocument Parse(VendorResponse response)
    {
        var body = response.Json();
        var resources = GetMember(body, "data") switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().ToList(),
            { ValueKind: JsonValueKind.Object } single => [single],
            _ => throw new VendorReadException(VendorErrors.VendorBadAnswer, "The response of Productive is not a JSON:API document."),
        };
        return new(resources, IncludedIn(body), Count(body, "total_pages"));
    }

    /// <summary>Maps the project of a document with a single resource.</summary>
    /// <exception cref="VendorReadException">The document has no project, or one that is not readable.</exception>
    public Project MapProject(DateTimeOffset now) =>
        Resources is [var resource]
            ? ProductiveMapping.MapProject(resource, this, now)
            : throw new VendorReadException(
                VendorErrors.VendorBadAnswer,
                "The response of Productive contains a list instead of one project."
            );

    public Company FindCompany(string id) =>
        new() { VendorId = id, Name = Included.TryGetValue(("companies", id), out var company) ? Text(company, "name") : null };

    public Person FindPerson(string id)
    {
        if (!Included.TryGetValue(("people", id), out var person))
            return new() { VendorId = id };
        var name = ProductiveMapping.FullName(Text(person, "first_name"), Text(person, "last_name"));
        return new()
        {
            VendorId = id,
            Name = name,
            Email = Text(person, "email"),
        };
    }

    public static JsonElement? GetMember(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var value) ? value : null;

    // A project is readable even if a related record is not.
    private static string? Text(JsonElement resource, string attribute) =>
        GetMember(GetMember(resource, "attributes"), attribute) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Count(JsonElement body, string name) =>
        GetMember(GetMember(body, "meta"), name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count)
            ? count
            : null;

    private static Dictionary<(string, string), JsonElement> IncludedIn(JsonElement body)
    {
        var included = new Dictionary<(string, string), JsonElement>();
        if (GetMember(body, "included") is not { ValueKind: JsonValueKind.Array } resources)
            return included;
        foreach (var resource in resources.EnumerateArray())
        {
            if (GetMember(resource, "type") is { ValueKind: JsonValueKind.String } type && ProductiveMapping.FindId(resource) is { } id)
                included[(type.GetString()!, id)] = resource;
        }
        return included;
    }
}
