using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>Planhat's documented writes. The bulk upsert has its own file.</summary>
internal static class PlanhatOperations
{
    public static CreatePlanhatProject Create { get; } = new();
    public static UpdatePlanhatProject Update { get; } = new();
    public static DeletePlanhatProject Delete { get; } = new();
    public static BulkUpsertPlanhatProjects BulkUpsert { get; } = new();
}

internal sealed class CreatePlanhatProject : VendorOperation<CreatePlanhatProjectInput>
{
    public override Vendor Vendor => Vendor.Planhat;
    public override string Name => "createPlanhatProject";
    public override string Description => "Creates a project at Planhat.";
    public override string Section => "Create project";
    public override bool TakesProject => false;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected override IEnumerable<OperationError> Check(CreatePlanhatProjectInput input, Project? project) => PlanhatBody.Check(input);

    protected override VendorRequest Build(CreatePlanhatProjectInput input, Project? project) =>
        new("POST", "projects") { Body = PlanhatBody.Build(input) };

    protected internal override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) => Task.FromResult(OperationEffect.FromProject(PlanhatMapping.MapProject(answer.Json(), context.Channel.Time.GetUtcNow())));

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var found = await PlanhatCreatedProjects.FindAsync(context, [(JsonObject)context.SentRequest.Body!], cancellationToken);
        return found[0] switch
        {
            { Count: 1 } created => new ReconcileOutcome.Applied(OperationEffect.FromProject(created[0])),
            { Count: 0 } => new ReconcileOutcome.NotApplied(),
            _ => new ReconcileOutcome.Uncertain(),
        };
    }
}

internal sealed class UpdatePlanhatProject : VendorOperation<UpdatePlanhatProjectInput>
{
    public override Vendor Vendor => Vendor.Planhat;
    public override string Name => "updatePlanhatProject";
    public override string Description => "Changes a project at Planhat. Absent fields are unchanged; null clears.";
    public override string Section => "Update project";
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected override IEnumerable<OperationError> Check(UpdatePlanhatProjectInput input, Project? project) =>
        input == new UpdatePlanhatProjectInput()
            ? [new(VendorErrors.InvalidInput, "The input contains no change. Give at least one field.")]
            : PlanhatBody.Check(input);

    protected override VendorRequest Build(UpdatePlanhatProjectInput input, Project? project) =>
        new("PUT", "projects/" + VendorRequest.EscapeSegment(project!.VendorId)) { Body = PlanhatBody.Build(input) };

    protected internal override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) => Task.FromResult(OperationEffect.FromProject(PlanhatMapping.MapProject(answer.Json(), context.Channel.Time.GetUtcNow())));

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var sent = (JsonObject)context.SentRequest.Body!;
        if (await context.ReadProjectAsync(cancellationToken) is not { } project)
            return new ReconcileOutcome.NotApplied();
        if (PlanhatWriteVerification.ContainsSentValues(sent, project.Document))
            return new ReconcileOutcome.Applied(OperationEffect.FromProject(project));
        return PlanhatWriteVerification.HasNoOtherChanges(sent, project.Document, context.Project!.Document)
            ? new ReconcileOutcome.NotApplied()
            : new ReconcileOutcome.Uncertain();
    }
}

internal sealed class DeletePlanhatProject : VendorOperation<DeletePlanhatProjectInput>
{
    public override Vendor Vendor => Vendor.Planhat;
    public override string Name => "deletePlanhatProject";
    public override string Description => "Deletes a project at Planhat.";
    public override string Section => "Delete projects";
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Deletion;

    protected override VendorRequest Build(DeletePlanhatProjectInput input, Project? project) =>
        new("DELETE", "projects/" + VendorRequest.EscapeSegment(project!.VendorId));

    // deletedCount is 0 if the project was already deleted, which is a success too.
    protected internal override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) => Task.FromResult(OperationEffect.ProjectDeleted);

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(
        OperationContext context,
        CancellationToken cancellationToken
    ) =>
        await context.ReadProjectAsync(cancellationToken) is null
            ? new ReconcileOutcome.Applied(OperationEffect.ProjectDeleted)
            : new ReconcileOutcome.NotApplied();
}
