using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Heatpunk;

// The fields of the `meta` object as Heatpunk names them. The envelopes around it (`meta`, `data.meta`) say nothing and are
// not part of an input.

/// <summary>What Heatpunk knows of a project that the graph has no field of its own for.</summary>
public abstract record HeatpunkDetailsInput
{
    [Input("When the building was built: sets the design mode. Heatpunk does not show it again.")]
    public Optional<HeatpunkBuildDate?> BuildDate { get; init; }

    [Input("The customer's name.")]
    public Optional<string?> CustomerName { get; init; }

    [Input("The customer's e-mail address. Heatpunk does not show it again.")]
    public Optional<string?> CustomerEmail { get; init; }

    [Input("The customer's telephone number. Heatpunk does not show it again.")]
    public Optional<string?> CustomerPhone { get; init; }

    [Input("Street address of the building.")]
    public Optional<string?> Address { get; init; }

    [Input("Postal code.")]
    public Optional<string?> Postcode { get; init; }

    [Input("Latitude in decimal degrees, -90 to 90.")]
    public Optional<double?> Lat { get; init; }

    [Input("Longitude in decimal degrees, -180 to 180.")]
    public Optional<double?> Lng { get; init; }

    [Input("An id or reference of the customer record or project in your CRM. Heatpunk does not show it again.")]
    public Optional<string?> CrmReference { get; init; }
}

[Input("What only Heatpunk knows of a project. `customerName` stands in place of the company, `crmReference` of `reference`.")]
public sealed record HeatpunkProjectInput : HeatpunkDetailsInput;

/// <summary>All that a create or an update can set: what is absent stays, what is null is emptied.</summary>
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
    [Input("E-mail address of a team member who has access to the project; otherwise the connection's configured one.")]
    public string? UserEmail { get; init; }
}

[Input("Heatpunk's POST /projects/list.")]
public sealed record HeatpunkProjectsInput
{
    [Input("E-mail address of a team member: the projects that they have access to are listed.")]
    public required string UserEmail { get; init; }

    [Input("The first day of creation.")]
    public required DateOnly Start { get; init; }

    [Input("The last day of creation.")]
    public required DateOnly End { get; init; }
}
