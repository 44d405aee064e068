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

    protected override IEnumerable<OperationError> Check(CreateProductiveProjectInput input, Project? project) => ProductiveChecks.Of(input);

    protected override VendorRequest Build(CreateProductiveProjectInput input, Project? project) =>
        ProductiveClient.Request("POST", "projects") with { Body = ProductiveBody.Of(input) };

    protected override bool IsIt(OperationContext context, Project project) => ProductiveTraces.IsMadeBy(context.Sent, project);

    protected override string? CompanyOf(VendorRequest sent) =>
        sent.Body?["data"]?["relationships"]?["company"]?["data"]?["id"]?.GetValue<string>();
}

internal sealed class UpdateProductiveProject : ProductiveOperation<UpdateProductiveProjectInput>
{
    public override string Name => "updateProductiveProject";
    public override string Description =>
        "Changes a project at Productive. Absent fields are unchanged. "
        + "`errors` contains the fields that Productive ignored, such as most of an archived project.";
    public override string Section => "Update a project";

    protected override IEnumerable<OperationError> Check(UpdateProductiveProjectInput input, Project? project) => ProductiveChecks.Of(input, project);

    protected override VendorRequest Build(UpdateProductiveProjectInput input, Project? project) =>
        ProductiveClient.ProjectRequest("PATCH", project!.VendorId) with { Body = ProductiveBody.Of(input) };

    protected override OperationEffect Effect(OperationContext context, Project project) =>
        OperationEffect.Of(project) with { Errors = ProductiveTraces.PassedOver(context.Sent, project) };

    protected internal override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation)
    {
        if (await context.ReadProjectAsync(cancellation) is not { } project) return new Settlement.DidNotHappen();
        if (ProductiveTraces.Shows(context.Sent, project)) return new Settlement.Happened(Effect(context, project));
        return ProductiveTraces.IsUntouched(context.Sent, project, context.Project!)
            ? new Settlement.DidNotHappen()
            : new Settlement.Uncertain();
    }
}

internal sealed class ArchiveProductiveProject : ProductiveOperation<ArchiveProductiveProjectInput>
{
    public override string Name => "archiveProductiveProject";
    public override string Description => "Archives a project at Productive.";
    public override string Section => "Archives a project";

    protected override VendorRequest Build(ArchiveProductiveProjectInput input, Project? project) =>
        ProductiveClient.ProjectRequest("PATCH", project!.VendorId, "/archive");

    protected internal override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation) =>
        await context.ReadProjectAsync(cancellation) is { Archived: true } project
            ? new Settlement.Happened(OperationEffect.Of(project))
            : new Settlement.DidNotHappen();
}

internal sealed class RestoreProductiveProject : ProductiveOperation<RestoreProductiveProjectInput>
{
    public override string Name => "restoreProductiveProject";
    public override string Description => "Restores an archived project at Productive.";
    public override string Section => "Restores a project";

    protected override VendorRequest Build(RestoreProductiveProjectInput input, Project? project) =>
        ProductiveClient.ProjectRequest("PATCH", project!.VendorId, "/restore");

    protected internal override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation) =>
        await context.ReadProjectAsync(cancellation) is { Archived: false } project
            ? new Settlement.Happened(OperationEffect.Of(project))
            : new Settlement.DidNotHappen();
}

internal sealed class DeleteProductiveProject : ProductiveOperation<DeleteProductiveProjectInput>
{
    public override string Name => "deleteProductiveProject";
    public override string Description => "Deletes a project at Productive.";
    public override string Section => "Deletes a project";
    public override OperationResultKind Result => OperationResultKind.Deletion;

    protected override VendorRequest Build(DeleteProductiveProjectInput input, Project? project) =>
        ProductiveClient.ProjectRequest("DELETE", project!.VendorId);

    protected internal override Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation) =>
        Task.FromResult(OperationEffect.Gone);

    protected internal override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation) =>
        await context.ReadProjectAsync(cancellation) is null
            ? new Settlement.Happened(OperationEffect.Gone)
            : new Settlement.DidNotHappen();
}
