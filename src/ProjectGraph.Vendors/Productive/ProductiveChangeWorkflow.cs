using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Productive;

// The documents' heading omits the id from the path. The printed requests contain it.
internal sealed class ChangeProductiveProjectWorkflow : ProductiveOperation<ChangeProductiveProjectWorkflowInput>
{
    public override string Name => "changeProductiveProjectWorkflow";
    public override string Description =>
        "Changes the workflow of a project at Productive. Each task gets the status to which the map assigns its present one.";
    public override string Section => "Changes workflow on project";

    protected override IEnumerable<OperationError> Check(ChangeProductiveProjectWorkflowInput input, Project? project) =>
        ProductiveChecks.Check(input);

    protected override VendorRequest Build(ChangeProductiveProjectWorkflowInput input, Project? project) =>
        ProductiveClient.ProjectRequest("PATCH", project!.VendorId, "/change_workflow") with
        {
            Body = ProductiveBody.Build(input),
        };

    /// <summary>
    /// Compares the project's workflow. If the project already had the workflow, only its tasks changed, so the outcome stays unknown.
    /// </summary>
    protected internal override async Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        if (await context.ReadProjectAsync(cancellationToken) is not { } project)
            return new ReconcileOutcome.NotApplied();
        var wanted = context.SentRequest.Body?["data"]?["relationships"]?["workflow"]?["data"]?["id"]?.GetValue<string>();
        if (project.Productive!.WorkflowId != wanted)
            return new ReconcileOutcome.NotApplied();
        return context.Project!.Productive?.WorkflowId == wanted
            ? new ReconcileOutcome.Uncertain()
            : new ReconcileOutcome.Applied(OperationEffect.FromProject(project));
    }
}
