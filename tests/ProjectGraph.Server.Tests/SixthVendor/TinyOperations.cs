using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Server.Tests.SixthVendor;

[Input("What only Tiny knows of a project.")]
public sealed record TinyProjectInput
{
    [Input("Its colour.")]
    public string? Colour { get; init; }
}

[Input("A new project at Tiny.")]
public sealed record CreateTinyProjectInput
{
    [Input("Its title.")]
    public required string Title { get; init; }

    [Input("open or done.")]
    public string? State { get; init; }

    [Input("Its colour.")]
    public string? Colour { get; init; }
}

[Input("Changes to a project at Tiny.")]
public sealed record UpdateTinyProjectInput
{
    [Input("Its title.")]
    public string? Title { get; init; }

    [Input("open or done.")]
    public string? State { get; init; }

    [Input("Its colour.")]
    public string? Colour { get; init; }
}

[Input("Names the project that is to go.")]
public sealed record DeleteTinyProjectInput;

[Input("Which of Tiny's projects to read.")]
public sealed record TinyProjectsInput
{
    [Input("The last id of the page before.")]
    public string? After { get; init; }
}

internal static class TinyOperations
{
    public static CreateTinyProject Create { get; } = new();
    public static UpdateTinyProject Update { get; } = new();
    public static DeleteTinyProject Delete { get; } = new();
}

/// <summary>What Tiny's writes have in common: each answers the project as it is now.</summary>
internal abstract class TinyOperation<TInput> : VendorOperation<TInput>
    where TInput : class
{
    public override Vendor Vendor => TinyConnector.Number;
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) => Task.FromResult(OperationEffect.FromProject(TinyMapping.Project(answer.Json(), context.Channel.Time.GetUtcNow())));

    protected override Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult<ReconcileOutcome>(new ReconcileOutcome.Uncertain());
}

internal sealed class CreateTinyProject : TinyOperation<CreateTinyProjectInput>
{
    public override string Name => "createTinyProject";
    public override string Description => "Creates a project at Tiny.";
    public override string Section => "POST /projects";
    public override bool TakesProject => false;

    protected override VendorRequest Build(CreateTinyProjectInput input, Project? project) =>
        new("POST", "projects")
        {
            Body = new JsonObject
            {
                ["title"] = input.Title,
                ["state"] = input.State ?? "open",
                ["colour"] = input.Colour,
            },
        };
}

internal sealed class UpdateTinyProject : TinyOperation<UpdateTinyProjectInput>
{
    public override string Name => "updateTinyProject";
    public override string Description => "Changes a project at Tiny.";
    public override string Section => "PATCH /projects/{id}";

    protected override VendorRequest Build(UpdateTinyProjectInput input, Project? project)
    {
        var body = new JsonObject();
        foreach (var (name, value) in new[] { ("title", input.Title), ("state", input.State), ("colour", input.Colour) })
            if (value is not null)
                body[name] = value;
        return new("PATCH", "projects/" + VendorRequest.EscapeSegment(project!.VendorId)) { Body = body };
    }
}

internal sealed class DeleteTinyProject : TinyOperation<DeleteTinyProjectInput>
{
    public override string Name => "deleteTinyProject";
    public override string Description => "Deletes a project at Tiny.";
    public override string Section => "DELETE /projects/{id}";
    public override OperationResultKind Result => OperationResultKind.Deletion;

    protected override VendorRequest Build(DeleteTinyProjectInput input, Project? project) =>
        new("DELETE", "projects/" + VendorRequest.EscapeSegment(project!.VendorId));

    protected override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) => Task.FromResult(OperationEffect.ProjectDeleted);
}

internal sealed class TinyProjectsRead : VendorLiveRead<TinyProjectsInput>
{
    public override Vendor Vendor => TinyConnector.Number;
    public override string Name => "tinyProjects";
    public override string Description => "A page of projects, straight from Tiny.";
    public override string Section => "GET /projects";
    public override bool IsList => true;

    protected override async Task<IReadOnlyList<Project>> ReadAsync(
        VendorChannel channel,
        TinyProjectsInput input,
        CancellationToken cancellationToken
    )
    {
        var answer = await channel.GetAsync(TinyMapping.List(input.After), cancellationToken);
        return [.. TinyMapping.Projects(answer.Json(), channel.Time.GetUtcNow())];
    }
}

/// <summary>The unified operations in Tiny's terms.</summary>
internal static class TinyUnified
{
    public static IReadOnlyList<UnifiedSupport> Support { get; } =
    [
        UnifiedSupport.Create<CreateProjectInput, CreateTinyProjectInput>(UnifiedOperations.Create, TinyOperations.Create, (input, call) =>
            new()
            {
                Title = input.Name,
                State = input.VendorStatus,
                Colour = call.VendorInput<TinyProjectInput>(input.Vendors)?.Colour,
            }
        ),
        UnifiedSupport.Create<UpdateProjectInput, UpdateTinyProjectInput>(UnifiedOperations.Update, TinyOperations.Update, (input, call) =>
            new()
            {
                Title = input.Name.Value,
                State = input.VendorStatus.Value,
                Colour = call.VendorInput<TinyProjectInput>(input.Vendors)?.Colour,
            }
        ),
        UnifiedSupport.Create<DeleteProjectInput, DeleteTinyProjectInput>(UnifiedOperations.Delete, TinyOperations.Delete, (_, _) => new()),
    ];
}
