using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProjectGraph.Vendors.Heatpunk;

// As Heatpunk spells them. What is not set is an empty text; unknown keys stay in the stored document.

[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record HeatpunkProjectWire
{
    [JsonPropertyName("ID")] public required long Id { get; init; }
    [JsonPropertyName("owner")] public long? Owner { get; init; }
    [JsonPropertyName("dateCreated")] public string? DateCreated { get; init; }
    [JsonPropertyName("dateModified")] public string? DateModified { get; init; }
    [JsonPropertyName("projectName")] public string? ProjectName { get; init; }
    [JsonPropertyName("customerName")] public string? CustomerName { get; init; }
    [JsonPropertyName("address")] public string? Address { get; init; }
    [JsonPropertyName("postcode")] public string? Postcode { get; init; }
    [JsonPropertyName("lat")] public double? Lat { get; init; }
    [JsonPropertyName("lng")] public double? Lng { get; init; }
    [JsonPropertyName("status")] public string? Status { get; init; }
}

/// <summary>What a list answers. The user who asked keeps the old name, whatever the request called them.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record HeatpunkListWire
{
    [JsonPropertyName("projects")] public required List<JsonElement> Projects { get; init; }
    [JsonPropertyName("ownerEmail")] public string? OwnerEmail { get; init; }
    [JsonPropertyName("ownerID")] public long? OwnerId { get; init; }
}

/// <summary>"A successful call returns a JSON object containing a projectId", no more.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record HeatpunkCreatedWire
{
    [JsonPropertyName("projectId")] public required long ProjectId { get; init; }
}
