using System.Text.Json.Nodes;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Planhat;

// The fields are named as at Planhat and in the order of its documents. `_id` is `id`, because GraphQL reserves leading underscores.

[Input("Planhat's Create project.")]
public sealed record CreatePlanhatProjectInput
{
    [Input("Project name.")]
    public required string Name { get; init; }

    [Input("Related company: Planhat's id, or extid- or srcid- and the company's externalId or sourceId.")]
    public required string CompanyId { get; init; }

    [Input("The project id in your own system.")]
    public string? ExternalId { get; init; }

    [Input("The project id from an integration (Salesforce, Hubspot, etc).")]
    public string? SourceId { get; init; }

    [Input("The currency code, for example USD.")]
    public string? Currency { get; init; }

    [Input("The project start date.")]
    public DateTimeOffset? StartDate { get; init; }

    [Input("The project end date.")]
    public DateTimeOffset? EndDate { get; init; }

    [Input("Monthly project value.")]
    public decimal? Mrr { get; init; }

    [Input("Annual project value.")]
    public decimal? Arr { get; init; }

    [Input("Non recurrent project value.")]
    public decimal? Nrr { get; init; }

    [Input("Custom object with your custom properties.")]
    public JsonNode? Custom { get; init; }
}

/// <summary>The fields that an update or a bulk item can change. Absent fields are unchanged; null clears.</summary>
public abstract record PlanhatChangesInput
{
    [Input("Project name.")]
    public Optional<string?> Name { get; init; }

    [Input("Related company: Planhat's id, or extid- or srcid- and the company's externalId or sourceId.")]
    public Optional<string?> CompanyId { get; init; }

    [Input("The project id in your own system.")]
    public Optional<string?> ExternalId { get; init; }

    [Input("The project id from an integration (Salesforce, Hubspot, etc).")]
    public Optional<string?> SourceId { get; init; }

    [Input("The currency code, for example USD.")]
    public Optional<string?> Currency { get; init; }

    [Input("The project start date.")]
    public Optional<DateTimeOffset?> StartDate { get; init; }

    [Input("The project end date.")]
    public Optional<DateTimeOffset?> EndDate { get; init; }

    [Input("Monthly project value.")]
    public Optional<decimal?> Mrr { get; init; }

    [Input("Annual project value.")]
    public Optional<decimal?> Arr { get; init; }

    [Input("Non recurrent project value.")]
    public Optional<decimal?> Nrr { get; init; }

    [Input("Custom object with your custom properties. Properties that it does not name are unchanged.")]
    public Optional<JsonNode?> Custom { get; init; }
}

[Input("Planhat's Update project.")]
public sealed record UpdatePlanhatProjectInput : PlanhatChangesInput;

[Input("Planhat's Delete projects.")]
public sealed record DeletePlanhatProjectInput;

[Input("Planhat's Bulk Upsert projects.")]
public sealed record BulkUpsertPlanhatProjectsInput
{
    [Input("At most 5,000 projects.")]
    public required IReadOnlyList<PlanhatProjectItemInput> Projects { get; init; }
}

[Input(
    "One project of a bulk. Its first key of id, sourceId and externalId identifies the project to change. Without a match, the project is created."
)]
public sealed record PlanhatProjectItemInput : PlanhatChangesInput
{
    [Input("Planhat's own id.")]
    public string? Id { get; init; }
}

[Input("Fields of a project that only Planhat has.")]
public sealed record PlanhatProjectInput
{
    [Input("Start as a full instant. It replaces `startDate`.")]
    public Optional<DateTimeOffset?> StartDateTime { get; init; }

    [Input("End as a full instant. It replaces `dueDate`.")]
    public Optional<DateTimeOffset?> EndDateTime { get; init; }

    [Input("Custom properties. They replace `customFields`.")]
    public Optional<JsonNode?> Custom { get; init; }
}
