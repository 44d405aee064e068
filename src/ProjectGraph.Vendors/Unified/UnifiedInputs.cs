using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Unified;

/// <summary>What every unified operation takes.</summary>
public abstract record UnifiedInput
{
    [Input("Leaves out what the vendor can't store and reports it as a loss, instead of refusing.")]
    public bool Lenient { get; init; }

    [Input("E-mail address of the user to act as, where the vendor wants one; otherwise the connection's configured one.")]
    public string? UserEmail { get; init; }
}

[Input("A new project at one connection's vendor.")]
public sealed record CreateProjectInput : UnifiedInput
{
    [Input("Display name.")]
    public required string Name { get; init; }

    [Input("Free text.")]
    public string? Description { get; init; }

    [Input("The project's id in your own system.")]
    public string? ExternalId { get; init; }

    [Input("The project's id in the integration it comes from.")]
    public string? SourceId { get; init; }

    [Input("Reference text.")]
    public string? Reference { get; init; }

    [Input("Where it stands.")]
    public ProjectStatus? Status { get; init; }

    [Input("The vendor's own word for the status, in place of `status`.")]
    public string? VendorStatus { get; init; }

    [Input("Progress in percent.")]
    public int? Progress { get; init; }

    [Input("First day.")]
    public DateOnly? StartDate { get; init; }

    [Input("Last day.")]
    public DateOnly? DueDate { get; init; }

    [Input("ISO 4217 code of the currency that the amounts are in.")]
    public string? Currency { get; init; }

    [Input("Monthly recurring revenue.")]
    public decimal? Mrr { get; init; }

    [Input("Annual recurring revenue.")]
    public decimal? Arr { get; init; }

    [Input("Non-recurring revenue.")]
    public decimal? Nrr { get; init; }

    [Input("The customer that the work is for.", IdOf = typeof(Company))]
    public long? CompanyId { get; init; }

    [Input("Who owns it.", IdOf = typeof(Person))]
    public long? OwnerId { get; init; }

    [Input("Who leads it.", IdOf = typeof(Person))]
    public long? ManagerId { get; init; }

    [Input("Who works on it.", IdOf = typeof(Person))]
    public IReadOnlyList<long>? AssigneeIds { get; init; }

    [Input("The vendor's ids of its contacts.")]
    public IReadOnlyList<string>? Contacts { get; init; }

    [Input("Its tags.")]
    public IReadOnlyList<string>? Tags { get; init; }

    [Input("The vendor's custom fields by name.")]
    public JsonNode? CustomFields { get; init; }

    [VendorInputs]
    public VendorInputs Vendors { get; } = new();
}

[Input("Changes to a project: what is absent stays, what is null is cleared.")]
public sealed record UpdateProjectInput : UnifiedInput
{
    [Input("Display name.")]
    public Optional<string?> Name { get; init; }

    [Input("Free text.")]
    public Optional<string?> Description { get; init; }

    [Input("The project's id in your own system.")]
    public Optional<string?> ExternalId { get; init; }

    [Input("The project's id in the integration it comes from.")]
    public Optional<string?> SourceId { get; init; }

    [Input("Reference text.")]
    public Optional<string?> Reference { get; init; }

    [Input("Where it stands.")]
    public Optional<ProjectStatus?> Status { get; init; }

    [Input("The vendor's own word for the status, in place of `status`.")]
    public Optional<string?> VendorStatus { get; init; }

    [Input("Progress in percent.")]
    public Optional<int?> Progress { get; init; }

    [Input("First day.")]
    public Optional<DateOnly?> StartDate { get; init; }

    [Input("Last day.")]
    public Optional<DateOnly?> DueDate { get; init; }

    [Input("ISO 4217 code of the currency that the amounts are in.")]
    public Optional<string?> Currency { get; init; }

    [Input("Monthly recurring revenue.")]
    public Optional<decimal?> Mrr { get; init; }

    [Input("Annual recurring revenue.")]
    public Optional<decimal?> Arr { get; init; }

    [Input("Non-recurring revenue.")]
    public Optional<decimal?> Nrr { get; init; }

    [Input("The customer that the work is for.", IdOf = typeof(Company))]
    public Optional<long?> CompanyId { get; init; }

    [Input("Who owns it.", IdOf = typeof(Person))]
    public Optional<long?> OwnerId { get; init; }

    [Input("Who leads it.", IdOf = typeof(Person))]
    public Optional<long?> ManagerId { get; init; }

    [Input("Who works on it.", IdOf = typeof(Person))]
    public Optional<IReadOnlyList<long>?> AssigneeIds { get; init; }

    [Input("The vendor's ids of its contacts.")]
    public Optional<IReadOnlyList<string>?> Contacts { get; init; }

    [Input("Its tags.")]
    public Optional<IReadOnlyList<string>?> Tags { get; init; }

    [Input("The vendor's custom fields by name.")]
    public Optional<JsonNode?> CustomFields { get; init; }

    [VendorInputs]
    public VendorInputs Vendors { get; } = new();
}
