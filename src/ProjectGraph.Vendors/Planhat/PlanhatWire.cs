using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProjectGraph.Vendors.Planhat;

// Names are Planhat's spelling. Unset keys are absent, never null. Unknown keys remain in the stored document.

internal sealed record PlanhatProjectWire
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("companyId")]
    public string? CompanyId { get; init; }

    [JsonPropertyName("companyName")]
    public string? CompanyName { get; init; }

    [JsonPropertyName("externalId")]
    public string? ExternalId { get; init; }

    [JsonPropertyName("sourceId")]
    public string? SourceId { get; init; }

    [JsonPropertyName("currency")]
    public string? Currency { get; init; }

    [JsonPropertyName("startDate")]
    public string? StartDate { get; init; }

    [JsonPropertyName("endDate")]
    public string? EndDate { get; init; }

    [JsonPropertyName("mrr")]
    public decimal? Mrr { get; init; }

    [JsonPropertyName("arr")]
    public decimal? Arr { get; init; }

    [JsonPropertyName("nrr")]
    public decimal? Nrr { get; init; }

    [JsonPropertyName("custom")]
    public Dictionary<string, JsonElement>? Custom { get; init; }

    [JsonPropertyName("__v")]
    public int? Version { get; init; }
}

internal sealed record PlanhatCompanyWire
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("externalId")]
    public string? ExternalId { get; init; }

    [JsonPropertyName("sourceId")]
    public string? SourceId { get; init; }
}

/// <summary>A bulk upsert's response. The entries of its error lists are not documented.</summary>
internal sealed record PlanhatBulkWire
{
    [JsonPropertyName("created")]
    public int Created { get; init; }

    [JsonPropertyName("createdErrors")]
    public List<JsonElement> CreatedErrors { get; init; } = [];

    [JsonPropertyName("insertsKeys")]
    public List<JsonElement> InsertsKeys { get; init; } = [];

    [JsonPropertyName("updated")]
    public int Updated { get; init; }

    [JsonPropertyName("updatedErrors")]
    public List<JsonElement> UpdatedErrors { get; init; } = [];

    [JsonPropertyName("updatesKeys")]
    public List<JsonElement> UpdatesKeys { get; init; } = [];

    [JsonPropertyName("nonupdates")]
    public int NonUpdates { get; init; }

    [JsonPropertyName("modified")]
    public List<JsonElement> Modified { get; init; } = [];

    [JsonPropertyName("upsertedIds")]
    public List<string> UpsertedIds { get; init; } = [];

    [JsonPropertyName("permissionErrors")]
    public List<JsonElement> PermissionErrors { get; init; } = [];
}
