using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProjectGraph.Vendors.GrowCrm;

// Names are those of Grow CRM's responses; requests use other names. Unknown keys remain in the stored document.

/// <summary>Every response: <c>meta</c> for lists only, <c>errors</c> for refused values only.</summary>
internal sealed record GrowCrmEnvelopeWire
{
    [JsonPropertyName("data")]
    public JsonElement Data { get; init; }

    [JsonPropertyName("meta")]
    public GrowCrmMetaWire? Meta { get; init; }
}

/// <summary>A list's metadata. The documents name it without printing it; these are Laravel's names.</summary>
internal sealed record GrowCrmMetaWire
{
    [JsonPropertyName("last_page")]
    public int? LastPage { get; init; }

    [JsonPropertyName("per_page")]
    public int? PerPage { get; init; }
}

internal sealed record GrowCrmProjectWire
{
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    [JsonPropertyName("title")]
    public string? Title { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("reference")]
    public string? Reference { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("active_state")]
    public string? ActiveState { get; init; }

    [JsonPropertyName("progress")]
    public int? Progress { get; init; }

    [JsonPropertyName("progress_manually")]
    public string? ProgressManually { get; init; }

    [JsonPropertyName("client")]
    public GrowCrmReferenceWire? Client { get; init; }

    [JsonPropertyName("category")]
    public GrowCrmReferenceWire? Category { get; init; }

    [JsonPropertyName("dates")]
    public GrowCrmDatesWire? Dates { get; init; }

    [JsonPropertyName("billing")]
    public GrowCrmBillingWire? Billing { get; init; }

    [JsonPropertyName("permissions")]
    public GrowCrmPermissionsWire? Permissions { get; init; }

    [JsonPropertyName("assigned")]
    public List<GrowCrmReferenceWire>? Assigned { get; init; }

    [JsonPropertyName("managers")]
    public List<GrowCrmReferenceWire>? Managers { get; init; }

    [JsonPropertyName("tags")]
    public List<string>? Tags { get; init; }
}

internal sealed record GrowCrmReferenceWire
{
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }
}

internal sealed record GrowCrmDatesWire
{
    [JsonPropertyName("start")]
    public string? Start { get; init; }

    [JsonPropertyName("due")]
    public string? Due { get; init; }

    [JsonPropertyName("created")]
    public string? Created { get; init; }

    [JsonPropertyName("updated")]
    public string? Updated { get; init; }
}

/// <summary>The billing of a project. Money is text and hours are a number.</summary>
internal sealed record GrowCrmBillingWire
{
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("rate")]
    public decimal? Rate { get; init; }

    [JsonPropertyName("estimated_hours")]
    public decimal? EstimatedHours { get; init; }

    [JsonPropertyName("costs_estimate")]
    public decimal? CostsEstimate { get; init; }
}

/// <summary>The permissions of a project, read as <c>yes</c> and <c>no</c>, written as <c>on</c> or omitted.</summary>
internal sealed record GrowCrmPermissionsWire
{
    [JsonPropertyName("clientperm_tasks_view")]
    public string? TasksView { get; init; }

    [JsonPropertyName("clientperm_tasks_collaborate")]
    public string? TasksCollaborate { get; init; }

    [JsonPropertyName("clientperm_tasks_create")]
    public string? TasksCreate { get; init; }

    [JsonPropertyName("clientperm_timesheets_view")]
    public string? TimesheetsView { get; init; }

    [JsonPropertyName("clientperm_expenses_view")]
    public string? ExpensesView { get; init; }

    [JsonPropertyName("assignedperm_tasks_collaborate")]
    public string? AssignedTasksCollaborate { get; init; }
}

internal sealed record GrowCrmClientWire
{
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    [JsonPropertyName("company_name")]
    public string? CompanyName { get; init; }

    [JsonPropertyName("phone")]
    public string? Phone { get; init; }
}

internal sealed record GrowCrmMemberWire
{
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("email")]
    public string? Email { get; init; }
}

/// <summary>The fields that identify a position in a list.</summary>
internal sealed record GrowCrmRowWire
{
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    [JsonPropertyName("dates")]
    public GrowCrmDatesWire? Dates { get; init; }
}
