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

    protected override IEnumerable<OperationError> Check(CreateGrowCrmProjectInput input, Project? project) => GrowCrmChecks.Of(input);

    protected override VendorRequest Build(CreateGrowCrmProjectInput input, Project? project) => GrowCrmRoutes.Create(GrowCrmBody.Of(input));

    protected internal override Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation) =>
        Task.FromResult(GrowCrmAnswers.Project(context, answer));

    protected internal override Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation)
    {
        var sent = (JsonObject)context.Sent.Body!;
        var client = sent[GrowCrmBody.Client]!.GetValue<long>();
        return GrowCrmSearch.CreatedAsync(context, client, project => GrowCrmTraces.Shows(sent, project.Document), cancellation);
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
    protected internal override bool BuildsOnCurrent => true;

    protected override IEnumerable<OperationError> Check(UpdateGrowCrmProjectInput input, Project? project) => GrowCrmChecks.Of(input, project);

    protected override VendorRequest Build(UpdateGrowCrmProjectInput input, Project? project) =>
        GrowCrmRoutes.Update(project!, GrowCrmBody.Of(input, project!));

    protected internal override Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation) =>
        Task.FromResult(GrowCrmAnswers.Project(context, answer));

    protected internal override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation)
    {
        var sent = (JsonObject)context.Sent.Body!;
        if (await context.ReadProjectAsync(cancellation) is not { } project) return new Settlement.DidNotHappen();
        if (GrowCrmTraces.Shows(sent, project.Document)) return new Settlement.Happened(GrowCrmAnswers.Effect(project, sent));
        return GrowCrmTraces.IsUntouched(sent, project.Document, context.Project!.Document)
            ? new Settlement.DidNotHappen()
            : new Settlement.Uncertain();
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

    protected internal override Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation) =>
        Task.FromResult(OperationEffect.Gone);

    protected internal override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation) =>
        await context.ReadProjectAsync(cancellation) is null
            ? new Settlement.Happened(OperationEffect.Gone)
            : new Settlement.DidNotHappen();
}

internal sealed class CloneGrowCrmProject : VendorOperation<CloneGrowCrmProjectInput>
{
    public override Vendor Vendor => Vendor.GrowCrm;
    public override string Name => "cloneGrowCrmProject";
    public override string Description => "Copies a project at Grow CRM, with the requested parts of it.";
    public override string Section => "Clone a project";
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected override IEnumerable<OperationError> Check(CloneGrowCrmProjectInput input, Project? project) => GrowCrmChecks.Of(input, project);

    protected override VendorRequest Build(CloneGrowCrmProjectInput input, Project? project) =>
        GrowCrmRoutes.Clone(project!, GrowCrmBody.Of(input));

    protected internal override Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation) =>
        Task.FromResult(GrowCrmAnswers.Project(context, answer));

    protected internal override Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation)
    {
        var sent = (JsonObject)context.Sent.Body!;
        var client = sent[GrowCrmBody.Client]?.GetValue<long>();
        return GrowCrmSearch.CreatedAsync(context, client, project => GrowCrmTraces.ShowsNamed(sent, project.Document), cancellation);
    }
}
