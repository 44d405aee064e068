using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Productive;

// The heading leaves the id out of the path, the printed requests have it.
internal sealed class ChangeProductiveProjectWorkflow : ProductiveOperation<ChangeProductiveProjectWorkflowInput>
{
    public override string Name => "changeProductiveProjectWorkflow";
    public override string Description =>
        "Gives a project at Productive another workflow, and each of its tasks the status that the map has for its present one.";
    public override string Section => "Changes workflow on project";

    protected override IEnumerable<OperationError> Check(ChangeProductiveProjectWorkflowInput input, Project? project) => ProductiveChecks.Of(input);

    protected override VendorRequest Build(ChangeProductiveProjectWorkflowInput input, Project? project) =>
        ProductiveClient.ProjectRequest("PATCH", project!.VendorId, "/change_workflow") with { Body = ProductiveBody.Of(input) };

    /// <summary>A map onto the workflow that the project had already leaves its traces only on tasks.</summary>
    protected internal override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation)
    {
        if (await context.ReadProjectAsync(cancellation) is not { } project) return new Settlement.DidNotHappen();
        var wanted = context.Sent.Body?["data"]?["relationships"]?["workflow"]?["data"]?["id"]?.GetValue<string>();
        if (project.Productive!.WorkflowId != wanted) return new Settlement.DidNotHappen();
        return context.Project!.Productive?.WorkflowId == wanted
            ? new Settlement.Uncertain()
            : new Settlement.Happened(OperationEffect.Of(project));
    }
}
