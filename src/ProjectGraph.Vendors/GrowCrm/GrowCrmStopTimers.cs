using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>The only action whose response is the id instead of the project. A project does not contain its timers.</summary>
internal sealed class StopGrowCrmProjectTimers : VendorOperation<StopGrowCrmProjectTimersInput>
{
    public override Vendor Vendor => Vendor.GrowCrm;
    public override string Name => "stopGrowCrmProjectTimers";
    public override string Description => "Stops all running timers of a project at Grow CRM.";
    public override string Section => "Stop timers";
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected override VendorRequest Build(StopGrowCrmProjectTimersInput input, Project? project) =>
        GrowCrmRoutes.Action(project!, "stop-timers", body: null);

    protected internal override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    )
    {
        // The documents print the id in quotes here, and as a number everywhere else.
        if (GrowCrmMapping.FindId(GrowCrmClient.ReadRecord(answer)) != context.Project!.VendorId)
            throw new VendorReadException(VendorErrors.VendorBadAnswer, "The response of Grow CRM is about another project.");
        return Task.FromResult(new OperationEffect());
    }

    // No documented response contains whether a timer runs.
    protected internal override Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult<ReconcileOutcome>(new ReconcileOutcome.Uncertain());
}
