using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProjectGraph.Vendors.CoreData;

// Names are CoreData's spelling. Unknown keys remain in the stored document. Unset values are "", [] or {}; a day and a template are null.

internal sealed record CoreDataProjectWire
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("title")]
    public string? Title { get; init; }

    [JsonPropertyName("identifier")]
    public string? Identifier { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("status_message")]
    public string? StatusMessage { get; init; }

    [JsonPropertyName("due_date")]
    public string? DueDate { get; init; }

    [JsonPropertyName("created")]
    public string? Created { get; init; }

    [JsonPropertyName("created_by")]
    public string? CreatedBy { get; init; }

    [JsonPropertyName("modified")]
    public string? Modified { get; init; }

    [JsonPropertyName("modified_by")]
    public string? ModifiedBy { get; init; }

    [JsonPropertyName("space")]
    public CoreDataReferenceWire? Space { get; init; }

    [JsonPropertyName("dynatype")]
    public CoreDataReferenceWire? Dynatype { get; init; }

    [JsonPropertyName("responsible_users")]
    public List<JsonElement>? ResponsibleUsers { get; init; }

    // The documents print only an empty list.
    [JsonPropertyName("associated_users")]
    public List<JsonElement>? AssociatedUsers { get; init; }

    [JsonPropertyName("connected_users")]
    public List<JsonElement>? ConnectedUsers { get; init; }

    [JsonPropertyName("contacts")]
    public List<string>? Contacts { get; init; }

    [JsonPropertyName("associated_contacts_id")]
    public List<JsonElement>? AssociatedContactsId { get; init; }

    [JsonPropertyName("tags")]
    public List<string>? Tags { get; init; }

    [JsonPropertyName("aspects")]
    public Dictionary<string, JsonElement>? Aspects { get; init; }

    [JsonPropertyName("fileplan")]
    public string? Fileplan { get; init; }

    [JsonPropertyName("fileplan_title")]
    public string? FileplanTitle { get; init; }

    // The documents print only null. A set template is an id.
    [JsonPropertyName("template")]
    public JsonElement Template { get; init; }

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("path")]
    public string? Path { get; init; }

    [JsonPropertyName("snapshot_id")]
    public string? SnapshotId { get; init; }

    [JsonPropertyName("version")]
    public string? Version { get; init; }

    [JsonPropertyName("resource_uri")]
    public string? ResourceUri { get; init; }
}

/// <summary>A space or a dynatype in a project.</summary>
internal sealed record CoreDataReferenceWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("title")]
    public string? Title { get; init; }
}

internal sealed record CoreDataUserWire
{
    [JsonPropertyName("username")]
    public required string Username { get; init; }

    [JsonPropertyName("first_name")]
    public string? FirstName { get; init; }

    [JsonPropertyName("last_name")]
    public string? LastName { get; init; }
}

/// <summary>The common fields of a file, task, folder or comment, and a comment's text.</summary>
internal sealed record CoreDataItemWire
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("title")]
    public string? Title { get; init; }

    [JsonPropertyName("text")]
    public string? Text { get; init; }

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("created")]
    public string? Created { get; init; }

    [JsonPropertyName("created_by")]
    public string? CreatedBy { get; init; }

    [JsonPropertyName("path")]
    public string? Path { get; init; }
}

/// <summary>The envelope of every list.</summary>
internal sealed record CoreDataListWire
{
    [JsonPropertyName("meta")]
    public required CoreDataMetaWire Meta { get; init; }

    [JsonPropertyName("objects")]
    public required List<JsonElement> Objects { get; init; }
}

internal sealed record CoreDataMetaWire
{
    /// <summary>
    /// Null on the last page. The path lacks the base address, so it is used only to detect whether another page follows.
    /// </summary>
    [JsonPropertyName("next")]
    public string? Next { get; init; }
}
