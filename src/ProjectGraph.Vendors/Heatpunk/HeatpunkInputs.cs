using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Heatpunk;

// The fields of the `meta` object, named as at Heatpunk. The envelopes around it (`meta`, `data.meta`) carry no information and are
// not part of an input.

/// <summary>The fields of a project that only Heatpunk has.</summary>
public abstract record HeatpunkDetailsInput
{
    [Input("When the building was built. It sets the design mode. Heatpunk does not return it.")]
    public Optional<HeatpunkBuildDate?> BuildDate { get; init; }

    [Input("The customer's name.")]
    public Optional<string?> CustomerName { get; init; }

    [Input("The customer's e-mail address. Heatpunk does not return it.")]
    public Optional<string?> CustomerEmail { get; init; }

    [Input("The customer's telephone number. Heatpunk does not return it.")]
    public Optional<string?> CustomerPhone { get; init; }

    [Input("Street address of the building.")]
    public Optional<string?> Address { get; init; }

    [Input("Postal code.")]
    public Optional<string?> Postcode { get; init; }

    [Input("Latitude in decimal degrees, -90 to 90.")]
    public Optional<double?> Lat { get; init; }

    [Input("Longitude in decimal degrees, -180 to 180.")]
    public Optional<double?> Lng { get; init; }

    [Input("An id or reference of the customer record or project in your CRM. Heatpunk does not return it.")]
    public Optional<string?> CrmReference { get; init; }
}

[Input("Fields of a project that only Heatpunk has. `customerName` replaces the company, `crmReference` replaces `reference`.")]
public sealed record HeatpunkProjectInput : HeatpunkDetailsInput;

/// <summary>The fields that a create or an update can set. Absent fields are unchanged; null clears.</summary>
public abstract record HeatpunkMetaInput : HeatpunkDetailsInput
{
    [Input("Project name.")]
    public Optional<string?> ProjectName { get; init; }

    [Input("The status of the project.")]
    public Optional<HeatpunkStatus?> Status { get; init; }
}

[Input("Heatpunk's POST /projects/create.")]
public sealed record CreateHeatpunkProjectInput : HeatpunkMetaInput
{
    [Input("E-mail address of the team member who becomes the primary owner.")]
    public required string Owner { get; init; }
}

[Input("Heatpunk's PATCH /projects/update.")]
public sealed record UpdateHeatpunkProjectInput : HeatpunkMetaInput
{
    [Input("E-mail address of a team member who has access to the project. Defaults to the vendor account's user.")]
    public string? UserEmail { get; init; }
}

[Input("Heatpunk's POST /projects/list.")]
public sealed record HeatpunkProjectsInput
{
    [Input("E-mail address of a team member. The list contains the projects that this member can access.")]
    public required string UserEmail { get; init; }

    [Input("The first day of creation.")]
    public required DateOnly Start { get; init; }

    [Input("The last day of creation.")]
    public required DateOnly End { get; init; }
}
