using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>Grow CRM's documented writes. The actions under a project's id have their own file.</summary>
internal static class GrowCrmOperations
{
    public static CreateGrowCrmProject Create { get; } = new();
    public static UpdateGrowCrmProject Update { get; } = new();
    public static DeleteGrowCrmProject Delete { get; } = new();
    public static AssignGrowCrmProject Assign { get; } = new();
    public static SetGrowCrmProjectManager SetManager { get; } = new();
    public static ChangeGrowCrmProjectStatus ChangeStatus { get; } = new();
    public static UpdateGrowCrmProjectProgress UpdateProgress { get; } = new();
    public static SetGrowCrmProjectTags SetTags { get; } = new();
    public static ArchiveGrowCrmProject Archive { get; } = new();
    public static RestoreGrowCrmProject Restore { get; } = new();
    public static StopGrowCrmProjectTimers StopTimers { get; } = new();
    public static CloneGrowCrmProject Clone { get; } = new();

    public static IReadOnlyList<VendorOperation> All { get; } =
    [Create, Update, Delete, Assign, SetManager, ChangeStatus, UpdateProgress, SetTags, Archive, Restore, StopTimers, Clone];
}

internal sealed class CreateGrowCrmProject : VendorOperation<CreateGrowCrmProjectInput>
{
    public override Vendor Vendor => Vendor.GrowCrm;
    public override string Name => "createGrowCrmProject";
    public override string Description => "Creates a project at Grow CRM.";
    public override string Section => "Create a project";
    public override bool TakesProject => false;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected override IEnumerable<OperationError> Check(CreateGrowCrmProjectInput input, Project? project) => GrowCrmChecks.Check(input);

    protected override VendorRequest Build(CreateGrowCrmProjectInput input, Project? project) =>
        GrowCrmRoutes.Create(GrowCrmBody.Build(input));

    protected internal override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) => Task.FromResult(GrowCrmResponses.ReadProject(context, answer));

    protected internal override Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var sent = (JsonObject)context.SentRequest.Body!;
        var client = sent[GrowCrmBody.Client]!.GetValue<long>();
        return GrowCrmCreatedProjects.ReconcileAsync(
            context,
            client,
            project => GrowCrmWriteVerification.ContainsSentValues(sent, project.Document),
            cancellationToken
        );
    }
}

internal sealed class UpdateGrowCrmProject : VendorOperation<UpdateGrowCrmProjectInput>
{
    public override Vendor Vendor => Vendor.GrowCrm;
    public override string Name => "updateGrowCrmProject";
    public override string Description => "Changes a project at Grow CRM. Absent fields are unchanged. The client cannot be changed.";
    public override string Section => "Update a project";
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Project;
    protected internal override bool NeedsCurrentProject => true;

    protected override IEnumerable<OperationError> Check(UpdateGrowCrmProjectInput input, Project? project) =>
        GrowCrmChecks.Check(input, project);

    protected override VendorRequest Build(UpdateGrowCrmProjectInput input, Project? project) =>
        GrowCrmRoutes.Update(project!, GrowCrmBody.Build(input, project!));

    protected internal override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) => Task.FromResult(GrowCrmResponses.ReadProject(context, answer));

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var sent = (JsonObject)context.SentRequest.Body!;
        if (await context.ReadProjectAsync(cancellationToken) is not { } project)
            return new ReconcileOutcome.NotApplied();
        if (GrowCrmWriteVerification.ContainsSentValues(sent, project.Document))
            return new ReconcileOutcome.Applied(GrowCrmResponses.CreateEffect(project, sent));
        return GrowCrmWriteVerification.HasNoOtherChanges(sent, project.Document, context.Project!.Document)
            ? new ReconcileOutcome.NotApplied()
            : new ReconcileOutcome.Uncertain();
    }
}

internal sealed class DeleteGrowCrmProject : VendorOperation<DeleteGrowCrmProjectInput>
{
    public override Vendor Vendor => Vendor.GrowCrm;
    public override string Name => "deleteGrowCrmProject";
    public override string Description => "Deletes a project at Grow CRM.";
    public override string Section => "Delete a project";
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Deletion;

    protected override VendorRequest Build(DeleteGrowCrmProjectInput input, Project? project) => GrowCrmRoutes.Delete(project!);

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

internal sealed class CloneGrowCrmProject : VendorOperation<CloneGrowCrmProjectInput>
{
    public override Vendor Vendor => Vendor.GrowCrm;
    public override string Name => "cloneGrowCrmProject";
    public override string Description => "Copies a project at Grow CRM, with the requested parts of it.";
    public override string Section => "Clone a project";
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected override IEnumerable<OperationError> Check(CloneGrowCrmProjectInput input, Project? project) =>
        GrowCrmChecks.Check(input, project);

    protected override VendorRequest Build(CloneGrowCrmProjectInput input, Project? project) =>
        GrowCrmRoutes.Clone(project!, GrowCrmBody.Build(input));

    protected internal override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) => Task.FromResult(GrowCrmResponses.ReadProject(context, answer));

    protected internal override Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var sent = (JsonObject)context.SentRequest.Body!;
        var client = sent[GrowCrmBody.Client]?.GetValue<long>();
        return GrowCrmCreatedProjects.ReconcileAsync(
            context,
            client,
            project => GrowCrmWriteVerification.ContainsNamedValues(sent, project.Document),
            cancellationToken
        );
    }
}
