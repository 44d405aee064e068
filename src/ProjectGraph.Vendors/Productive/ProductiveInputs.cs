using System.Text.Json.Nodes;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.Productive;

// The fields are named as at Productive. Ids are text, as in the graph.

[Input("Productive's Create a project.")]
public sealed record CreateProductiveProjectInput
{
    [Input("Name.")]
    public required string Name { get; init; }

    [Input("1 for an internal project, 2 for a client's.")]
    public int? ProjectTypeId { get; init; }

    [Input("Productive's id of the company. Only an internal project has none.")]
    public string? CompanyId { get; init; }

    [Input("Productive's id of the person who manages it.")]
    public required string ProjectManagerId { get; init; }

    [Input("Productive's id of the workflow.")]
    public required string WorkflowId { get; init; }

    [Input("Productive's number of the colour.")]
    public int? ProjectColorId { get; init; }

    [Input("Preferences, an object.")]
    public JsonNode? Preferences { get; init; }

    [Input("Colours of the tags, an object.")]
    public JsonNode? TagColors { get; init; }

    [Input("Custom fields, an object: the field's id, and a value, an option's id or a list of them.")]
    public JsonNode? CustomFields { get; init; }
}

[Input(
    "Productive's Update a project. Productive changes only name and manager of an archived project. `errors` contains the fields that it ignored."
)]
public sealed record UpdateProductiveProjectInput
{
    [Input("Name.")]
    public Optional<string?> Name { get; init; }

    [Input("1 for an internal project, 2 for a client's.")]
    public Optional<int?> ProjectTypeId { get; init; }

    [Input("Productive's id of the company.")]
    public Optional<string?> CompanyId { get; init; }

    [Input("Productive's id of the person who manages it.")]
    public Optional<string?> ProjectManagerId { get; init; }

    [Input("Ignored by Productive, according to its documents. Use `changeProductiveProjectWorkflow` to change the workflow.")]
    public Optional<string?> WorkflowId { get; init; }

    [Input("Productive's number of the colour.")]
    public Optional<int?> ProjectColorId { get; init; }

    [Input("Preferences, an object.")]
    public Optional<JsonNode?> Preferences { get; init; }

    [Input("Colours of the tags, an object.")]
    public Optional<JsonNode?> TagColors { get; init; }

    [Input("Custom fields, an object: the field's id, and a value, an option's id or a list of them; null removes a value.")]
    public Optional<JsonNode?> CustomFields { get; init; }
}

[Input("Productive's Archives a project.")]
public sealed record ArchiveProductiveProjectInput;

[Input("Productive's Restores a project.")]
public sealed record RestoreProductiveProjectInput;

[Input("Productive's Deletes a project.")]
public sealed record DeleteProductiveProjectInput;

[Input("Productive's Copies a project: `projectId` is the project or the template to copy.")]
public sealed record CopyProductiveProjectInput
{
    [Input("Name of the copy.")]
    public required string Name { get; init; }

    [Input("Description. Productive never returns it.")]
    public string? Description { get; init; }

    [Input("Productive's id of the company that the copy is for.")]
    public string? CompanyId { get; init; }

    [Input("1 for an internal project, 2 for a client's.")]
    public required int ProjectTypeId { get; init; }

    [InputGroup]
    public ProductiveCopyFlags Flags { get; init; } = new();

    [Input("Makes the copy a template.")]
    public bool? CopyAsTemplate { get; init; }
}

[Input("Productive's Changes workflow on project.")]
public sealed record ChangeProductiveProjectWorkflowInput
{
    [Input("Productive's id of the new workflow.")]
    public required string WorkflowId { get; init; }

    [Input("For every status of the present workflow, by id, the id of the new status of its tasks: { \"883\": 887, … }.")]
    public required JsonNode Map { get; init; }
}

[Input("Fields of a project that only Productive has.")]
public record ProductiveProjectInput
{
    [Input("Productive's id of the workflow. Required for a new project.")]
    public Optional<string?> WorkflowId { get; init; }

    [Input("1 for an internal project, 2 for a client's. Defaults to 2 for a new project.")]
    public Optional<int?> ProjectTypeId { get; init; }

    [Input("Productive's number of the colour.")]
    public Optional<int?> ProjectColorId { get; init; }

    [Input("Preferences, an object.")]
    public Optional<JsonNode?> Preferences { get; init; }

    [Input("Colours of the tags, an object.")]
    public Optional<JsonNode?> TagColors { get; init; }
}

[Input("Fields of a copy that only Productive has.")]
public sealed record ProductiveCopyInput : ProductiveProjectInput
{
    [Input("Description. Productive never returns it.")]
    public string? Description { get; init; }

    [InputGroup]
    public ProductiveCopyFlags Flags { get; init; } = new();

    [Input("Makes the copy a template.")]
    public bool? CopyAsTemplate { get; init; }
}
