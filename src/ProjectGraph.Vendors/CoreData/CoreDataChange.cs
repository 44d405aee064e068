using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.CoreData;

/// <summary>A PUT that changes the given fields. Its response is 204 without a body, so the project is read back.</summary>
internal abstract class CoreDataChange<TInput> : VendorOperation<TInput> where TInput : class
{
    public sealed override Vendor Vendor => Vendor.CoreData;
    public sealed override bool TakesProject => true;
    public sealed override OperationResultKind Result => OperationResultKind.Project;

    protected static VendorRequest Put(Project project, JsonObject body) =>
        new("PUT", CoreDataClient.ProjectPath(project.VendorId)) { Body = body };

    protected internal sealed override async Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation) =>
        await context.ReadProjectAsync(cancellation) is { } project ? CoreDataEffect.Of(context, project) : OperationEffect.Gone;

    protected internal sealed override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation)
    {
        var sent = (JsonObject)context.Sent.Body!;
        if (await context.ReadProjectAsync(cancellation) is not { } project) return new Settlement.DidNotHappen();
        if (CoreDataTraces.Shows(sent, project.Document)) return new Settlement.Happened(CoreDataEffect.Of(context, project));
        return CoreDataTraces.IsUntouched(sent, project.Document, context.Project!.Document)
            ? new Settlement.DidNotHappen()
            : new Settlement.Uncertain();
    }
}

/// <summary>The effect of a create or change. CoreData returns all written fields except the programmes.</summary>
internal static class CoreDataEffect
{
    public static OperationEffect Of(OperationContext context, Project project)
    {
        if (context.Sent.Body is not JsonObject sent || !sent.TryGetPropertyValue(CoreDataBody.SubProjectOf, out var programmes))
            return OperationEffect.Of(project);
        project.CoreData!.SubProjectOf = programmes is JsonArray { Count: > 0 } ids ? VendorJson.Text(ids) : null;
        return OperationEffect.Of(project) with { Written = CoreDataConnector.WriteOnly };
    }
}
