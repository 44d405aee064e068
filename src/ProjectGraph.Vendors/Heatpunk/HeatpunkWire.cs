using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProjectGraph.Vendors.Heatpunk;

// Names are Heatpunk's spelling. Unset texts are empty. Unknown keys remain in the stored document.

[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record HeatpunkProjectWire
{
    [JsonPropertyName("ID")]
    public required long Id { get; init; }

    [JsonPropertyName("owner")]
    public long? Owner { get; init; }

    [JsonPropertyName("dateCreated")]
    public string? DateCreated { get; init; }

    [JsonPropertyName("dateModified")]
    public string? DateModified { get; init; }

    [JsonPropertyName("projectName")]
    public string? ProjectName { get; init; }

    [JsonPropertyName("customerName")]
    public string? CustomerName { get; init; }

    [JsonPropertyName("address")]
    public string? Address { get; init; }

    [JsonPropertyName("postcode")]
    public string? Postcode { get; init; }

    [JsonPropertyName("lat")]
    public double? Lat { get; init; }

    [JsonPropertyName("lng")]
    public double? Lng { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }
}

/// <summary>A list response. It always uses the old name for the requesting user.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record HeatpunkListWire
{
    [JsonPropertyName("projects")]
    public required List<JsonElement> Projects { get; init; }

    [JsonPropertyName("ownerEmail")]
    public string? OwnerEmail { get; init; }

    [JsonPropertyName("ownerID")]
    public long? OwnerId { get; init; }
}

/// <summary>A create response: "A successful call returns a JSON object containing a projectId".</summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record HeatpunkCreatedWire
{
    [JsonPropertyName("projectId")]
    public required long ProjectId { get; init; }
}
