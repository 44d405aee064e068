using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>A PUT that changes the given fields. Its response is 204 without a body, so the project is read back.</summary>
internal abstract class CoreDataChange<TInput> : VendorOperation<TInput>
    where TInput : class
{
    public sealed override Vendor Vendor => Vendor.CoreData;
    public sealed override bool TakesProject => true;
    public sealed override OperationResultKind Result => OperationResultKind.Project;

    protected static VendorRequest Put(Project project, JsonObject body) =>
        new("PUT", CoreDataClient.ProjectPath(project.VendorId)) { Body = body };

    protected internal sealed override async Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) =>
        await context.ReadProjectAsync(cancellationToken) is { } project
            ? CoreDataEffect.Create(context, project)
            : OperationEffect.ProjectDeleted;

    protected internal sealed override async Task<ReconcileOutcome> ReconcileAsync(
        OperationContext context,
        CancellationToken cancellationToken
    )
    {
        var sent = (JsonObject)context.SentRequest.Body!;
        if (await context.ReadProjectAsync(cancellationToken) is not { } project)
            return new ReconcileOutcome.NotApplied();
        if (CoreDataWriteVerification.ContainsSentValues(sent, project.Document))
            return new ReconcileOutcome.Applied(CoreDataEffect.Create(context, project));
        return CoreDataWriteVerification.HasNoOtherChanges(sent, project.Document, context.Project!.Document)
            ? new ReconcileOutcome.NotApplied()
            : new ReconcileOutcome.Uncertain();
    }
}

/// <summary>The effect of a create or change. CoreData returns all written fields except the programmes.</summary>
internal static class CoreDataEffect
{
    public static OperationEffect Create(OperationContext context, Project project)
    {
        if (context.SentRequest.Body is not JsonObject sent || !sent.TryGetPropertyValue(CoreDataBody.SubProjectOf, out var programmes))
            return OperationEffect.FromProject(project);
        project.CoreData!.SubProjectOf = programmes is JsonArray { Count: > 0 } ids ? VendorJson.Write(ids) : null;
        return OperationEffect.FromProject(project) with { WrittenFields = CoreDataConnector.WriteOnly };
    }
}
