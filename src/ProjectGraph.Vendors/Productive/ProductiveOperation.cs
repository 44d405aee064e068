using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Productive;

/// <summary>
/// A write whose response is one project. The response names no company, manager or workflow, because a relationship is present only if
/// it is included. So the project is read back.
/// </summary>
internal abstract class ProductiveOperation<TInput> : VendorOperation<TInput> where TInput : class
{
    public override Vendor Vendor => Vendor.Productive;
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected internal override async Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation)
    {
        var id = ProductiveDocument.Of(answer).Resources is [var resource] ? ProductiveMapping.IdOf(resource) : null;
        if (id is null) throw new VendorReadException(VendorErrors.VendorBadAnswer, "The response of Productive to a write is not a project.");
        if (await new ProductiveClient(context.Channel).FindProjectAsync(id, cancellation) is { } project) return Effect(context, project);
        // Another client deleted the project in the meantime.
        return context.Project?.VendorId == id ? OperationEffect.Gone : new();
    }

    protected virtual OperationEffect Effect(OperationContext context, Project project) => OperationEffect.Of(project);
}

/// <summary>A write that creates a project. If its outcome is unknown, the new project is searched among those of its company.</summary>
internal abstract class ProductiveCreation<TInput> : ProductiveOperation<TInput> where TInput : class
{
    protected internal sealed override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation)
    {
        var found = new List<Project>();
        await foreach (var project in new ProductiveClient(context.Channel).AllProjectsAsync(CompanyOf(context.Sent), cancellation))
        {
            if (ProductiveTraces.IsSince(project, context.SentAt) && IsIt(context, project)) found.Add(project);
        }
        var known = await context.KnownAsync([.. found.Select(project => project.VendorId)], cancellation);
        found.RemoveAll(project => known.Contains(project.VendorId));
        return found switch
        {
            [var created] => new Settlement.Happened(Effect(context, created)),
            [] => new Settlement.DidNotHappen(),
            _ => new Settlement.Uncertain(),
        };
    }

    /// <summary>Whether a new project matches the request.</summary>
    protected abstract bool IsIt(OperationContext context, Project project);

    protected abstract string? CompanyOf(VendorRequest sent);
}
