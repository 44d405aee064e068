using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Unified;

/// <summary>The fields that every unified operation takes.</summary>
public abstract record UnifiedInput
{
    [Input("Omits values that the vendor can't store and reports them as losses, instead of refusing the operation.")]
    public bool Lenient { get; init; }

    [Input("E-mail address of the user to act as, if the vendor requires one. Defaults to the vendor account's configured user.")]
    public string? UserEmail { get; init; }
}

[Input("A new project at a vendor.")]
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

    [Input("The project's status.")]
    public ProjectStatus? Status { get; init; }

    [Input("The vendor's own name of the status, instead of `status`.")]
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

    [Input("The person who owns the project.", IdOf = typeof(Person))]
    public long? OwnerId { get; init; }

    [Input("The person who leads the project.", IdOf = typeof(Person))]
    public long? ManagerId { get; init; }

    [Input("The people who work on the project.", IdOf = typeof(Person))]
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

[Input("Changes to a project. Absent fields stay; null fields are cleared.")]
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

    [Input("The project's status.")]
    public Optional<ProjectStatus?> Status { get; init; }

    [Input("The vendor's own name of the status, instead of `status`.")]
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

    [Input("The person who owns the project.", IdOf = typeof(Person))]
    public Optional<long?> OwnerId { get; init; }

    [Input("The person who leads the project.", IdOf = typeof(Person))]
    public Optional<long?> ManagerId { get; init; }

    [Input("The people who work on the project.", IdOf = typeof(Person))]
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
