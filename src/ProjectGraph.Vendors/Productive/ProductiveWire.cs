using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProjectGraph.Vendors.Productive;

// Names are Productive's spelling. Unknown attributes and relationships remain in the stored document.

internal sealed record ProductiveResourceWire<TAttributes>
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("attributes")]
    public required TAttributes Attributes { get; init; }
}

internal sealed record ProductiveProjectWire
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("number")]
    public string? Number { get; init; }

    [JsonPropertyName("project_number")]
    public string? ProjectNumber { get; init; }

    [JsonPropertyName("project_type_id")]
    public int? ProjectTypeId { get; init; }

    [JsonPropertyName("project_color_id")]
    public int? ProjectColorId { get; init; }

    [JsonPropertyName("preferences")]
    public JsonElement? Preferences { get; init; }

    [JsonPropertyName("tag_colors")]
    public JsonElement? TagColors { get; init; }

    [JsonPropertyName("last_activity_at")]
    public string? LastActivityAt { get; init; }

    [JsonPropertyName("archived_at")]
    public string? ArchivedAt { get; init; }

    [JsonPropertyName("created_at")]
    public string? CreatedAt { get; init; }

    [JsonPropertyName("template")]
    public bool? Template { get; init; }

    [JsonPropertyName("duplication_status")]
    public string? DuplicationStatus { get; init; }

    [JsonPropertyName("custom_fields")]
    public Dictionary<string, JsonElement>? CustomFields { get; init; }

    [JsonPropertyName("task_custom_fields_ids")]
    public JsonElement? TaskCustomFieldsIds { get; init; }

    [JsonPropertyName("task_custom_fields_positions")]
    public JsonElement? TaskCustomFieldsPositions { get; init; }

    [JsonPropertyName("page_custom_fields_ids")]
    public JsonElement? PageCustomFieldsIds { get; init; }

    [JsonPropertyName("page_custom_fields_positions")]
    public JsonElement? PageCustomFieldsPositions { get; init; }

    [JsonPropertyName("sample_data")]
    public bool? SampleData { get; init; }
}

internal sealed record ProductiveCompanyWire
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }
}

internal sealed record ProductivePersonWire
{
    [JsonPropertyName("first_name")]
    public string? FirstName { get; init; }

    [JsonPropertyName("last_name")]
    public string? LastName { get; init; }

    [JsonPropertyName("email")]
    public string? Email { get; init; }
}
