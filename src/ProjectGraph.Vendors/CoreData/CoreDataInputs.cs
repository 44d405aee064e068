using System.Text.Json.Nodes;
using ProjectGraph.Vendors.Inputs;

namespace ProjectGraph.Vendors.CoreData;

// The fields are named as at CoreData, in the order of its documents.

[Input("CoreData's Create Project.")]
public sealed record CreateCoreDataProjectInput
{
    [Input("ID of an existing space.")]
    public required string Space { get; init; }

    [Input("Title for the new project.")]
    public required string Title { get; init; }

    [Input("Aspects by name, those that are set up on the Project Template.")]
    public JsonNode? Aspects { get; init; }

    [Input("A list of usernames.")]
    public IReadOnlyList<string>? AssociatedUsers { get; init; }

    [Input("A list of contact IDs.")]
    public IReadOnlyList<string>? Contacts { get; init; }

    [Input("Description of the project.")]
    public string? Description { get; init; }

    [Input("Project's due date.")]
    public DateOnly? DueDate { get; init; }

    [Input("ID of the Fileplan Category.")]
    public string? Fileplan { get; init; }

    [Input("A list of usernames.")]
    public IReadOnlyList<string>? ResponsibleUsers { get; init; }

    [Input("Project status, a code of the value list project_status such as project_status:Pending:.")]
    public string? Status { get; init; }

    [Input("Project status message.")]
    public string? StatusMessage { get; init; }

    [Input("A list of IDs of projects created with Programme dynatype.")]
    public IReadOnlyList<string>? SubProjectOf { get; init; }

    [Input("A list of tags.")]
    public IReadOnlyList<string>? Tags { get; init; }

    [Input("ID of a Project Template to be used.")]
    public string? Template { get; init; }
}

[Input("CoreData's Update Project. Absent fields are unchanged, null clears, and a list is replaced as a whole.")]
public sealed record UpdateCoreDataProjectInput
{
    [Input("ID of the space that the project moves to.")]
    public Optional<string?> Space { get; init; }

    [Input("Title of the project.")]
    public Optional<string?> Title { get; init; }

    [Input("Aspects by name. They replace all existing ones.")]
    public Optional<JsonNode?> Aspects { get; init; }

    [Input("A list of usernames.")]
    public Optional<IReadOnlyList<string>?> AssociatedUsers { get; init; }

    [Input("A list of contact IDs.")]
    public Optional<IReadOnlyList<string>?> Contacts { get; init; }

    [Input("Description of the project.")]
    public Optional<string?> Description { get; init; }

    [Input("Project's due date.")]
    public Optional<DateOnly?> DueDate { get; init; }

    [Input("ID of the Fileplan Category.")]
    public Optional<string?> Fileplan { get; init; }

    [Input("A list of usernames.")]
    public Optional<IReadOnlyList<string>?> ResponsibleUsers { get; init; }

    [Input("Project status, a code of the value list project_status such as project_status:Pending:.")]
    public Optional<string?> Status { get; init; }

    [Input("Project status message.")]
    public Optional<string?> StatusMessage { get; init; }

    [Input("A list of IDs of projects created with Programme dynatype.")]
    public Optional<IReadOnlyList<string>?> SubProjectOf { get; init; }

    [Input("A list of tags.")]
    public Optional<IReadOnlyList<string>?> Tags { get; init; }

    [Input("ID of a Project Template.")]
    public Optional<string?> Template { get; init; }
}

[Input("CoreData's Delete Project.")]
public sealed record DeleteCoreDataProjectInput;

[Input("CoreData's Add an existing Contact to a Project.")]
public sealed record AddCoreDataProjectContactInput
{
    [Input("ID of an existing contact.")]
    public required string ContactId { get; init; }
}

[Input("Fields of a project that only CoreData has.")]
public sealed record CoreDataProjectInput
{
    [Input("ID of the space that holds it. Required for a new project.")]
    public Optional<string?> SpaceId { get; init; }

    [Input("Message that goes with the status.")]
    public Optional<string?> StatusMessage { get; init; }

    [Input("ID of the Fileplan Category.")]
    public Optional<string?> Fileplan { get; init; }

    [Input("ID of the Project Template.")]
    public Optional<string?> Template { get; init; }

    [Input("IDs of the programmes that it is part of.")]
    public Optional<IReadOnlyList<string>?> SubProjectOf { get; init; }

    [Input("Aspects by name. They replace `customFields`.")]
    public Optional<JsonNode?> Aspects { get; init; }
}
