using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>The one action that answers the id instead of the project, which shows nothing of its timers.</summary>
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

    protected internal override Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation)
    {
        // Printed in quotes, and a number everywhere else.
        if (GrowCrmMapping.IdOf(GrowCrmClient.Data(answer)) != context.Project!.VendorId)
            throw new VendorReadException(VendorErrors.VendorBadAnswer, "Grow CRM answered for another project.");
        return Task.FromResult(new OperationEffect());
    }

    // Nothing that is documented shows whether a timer runs.
    protected internal override Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation) =>
        Task.FromResult<Settlement>(new Settlement.Uncertain());
}
