using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Productive;

/// <summary>Productive's documented writes. Copy and change of workflow have their own files.</summary>
internal static class ProductiveOperations
{
    public static CreateProductiveProject Create { get; } = new();
    public static UpdateProductiveProject Update { get; } = new();
    public static ArchiveProductiveProject Archive { get; } = new();
    public static RestoreProductiveProject Restore { get; } = new();
    public static DeleteProductiveProject Delete { get; } = new();
    public static CopyProductiveProject Copy { get; } = new();
    public static ChangeProductiveProjectWorkflow ChangeWorkflow { get; } = new();
}

internal sealed class CreateProductiveProject : ProductiveCreation<CreateProductiveProjectInput>
{
    public override string Name => "createProductiveProject";
    public override string Description => "Creates a project at Productive.";
    public override string Section => "Create a project";
    public override bool TakesProject => false;

    protected override IEnumerable<OperationError> Check(CreateProductiveProjectInput input, Project? project) =>
        ProductiveChecks.Check(input);

    protected override VendorRequest Build(CreateProductiveProjectInput input, Project? project) =>
        ProductiveClient.Request("POST", "projects") with
        {
            Body = ProductiveBody.Build(input),
        };

    protected override bool MatchesRequest(OperationContext context, Project project) =>
        ProductiveWriteVerification.MatchesCreate(context.SentRequest, project);

    protected override string? SentCompanyId(VendorRequest sent) =>
        sent.Body?["data"]?["relationships"]?["company"]?["data"]?["id"]?.GetValue<string>();
}

internal sealed class UpdateProductiveProject : ProductiveOperation<UpdateProductiveProjectInput>
{
    public override string Name => "updateProductiveProject";
    public override string Description =>
        "Changes a project at Productive. Absent fields are unchanged. "
        + "`errors` contains the fields that Productive ignored, such as most of an archived project.";
    public override string Section => "Update a project";

    protected override IEnumerable<OperationError> Check(UpdateProductiveProjectInput input, Project? project) =>
        ProductiveChecks.Check(input, project);

    protected override VendorRequest Build(UpdateProductiveProjectInput input, Project? project) =>
        ProductiveClient.ProjectRequest("PATCH", project!.VendorId) with
        {
            Body = ProductiveBody.Build(input),
        };

    protected override OperationEffect CreateEffect(OperationContext context, Project project) =>
        OperationEffect.FromProject(project) with
        {
            Errors = ProductiveWriteVerification.FindIgnoredFields(context.SentRequest, project),
        };

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        if (await context.ReadProjectAsync(cancellationToken) is not { } project)
            return new ReconcileOutcome.NotApplied();
        if (ProductiveWriteVerification.ContainsSentValues(context.SentRequest, project))
            return new ReconcileOutcome.Applied(CreateEffect(context, project));
        return ProductiveWriteVerification.HasNoOtherChanges(context.SentRequest, project, context.Project!)
            ? new ReconcileOutcome.NotApplied()
            : new ReconcileOutcome.Uncertain();
    }
}

internal sealed class ArchiveProductiveProject : ProductiveOperation<ArchiveProductiveProjectInput>
{
    public override string Name => "archiveProductiveProject";
    public override string Description => "Archives a project at Productive.";
    public override string Section => "Archives a project";

    protected override VendorRequest Build(ArchiveProductiveProjectInput input, Project? project) =>
        ProductiveClient.ProjectRequest("PATCH", project!.VendorId, "/archive");

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(
        OperationContext context,
        CancellationToken cancellationToken
    ) =>
        await context.ReadProjectAsync(cancellationToken) is { Archived: true } project
            ? new ReconcileOutcome.Applied(OperationEffect.FromProject(project))
            : new ReconcileOutcome.NotApplied();
}

internal sealed class RestoreProductiveProject : ProductiveOperation<RestoreProductiveProjectInput>
{
    public override string Name => "restoreProductiveProject";
    public override string Description => "Restores an archived project at Productive.";
    public override string Section => "Restores a project";

    protected override VendorRequest Build(RestoreProductiveProjectInput input, Project? project) =>
        ProductiveClient.ProjectRequest("PATCH", project!.VendorId, "/restore");

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(
        OperationContext context,
        CancellationToken cancellationToken
    ) =>
        await context.ReadProjectAsync(cancellationToken) is { Archived: false } project
            ? new ReconcileOutcome.Applied(OperationEffect.FromProject(project))
            : new ReconcileOutcome.NotApplied();
}

internal sealed class DeleteProductiveProject : ProductiveOperation<DeleteProductiveProjectInput>
{
    public override string Name => "deleteProductiveProject";
    public override string Description => "Deletes a project at Productive.";
    public override string Section => "Deletes a project";
    public override OperationResultKind Result => OperationResultKind.Deletion;

    protected override VendorRequest Build(DeleteProductiveProjectInput input, Project? project) =>
        ProductiveClient.ProjectRequest("DELETE", project!.VendorId);

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
