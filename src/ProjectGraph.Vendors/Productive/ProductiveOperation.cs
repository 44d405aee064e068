using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Productive;

/// <summary>
/// A write whose response is one project. The response names no company, manager or workflow, because a relationship is present only if
/// it is included. So the project is read back.
/// </summary>
internal abstract class ProductiveOperation<TInput> : VendorOperation<TInput>
    where TInput : class
{
    public override Vendor Vendor => Vendor.Productive;
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected internal override async Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    )
    {
        var id = ProductiveDocument.Parse(answer).Resources is [var resource] ? ProductiveMapping.FindId(resource) : null;
        if (id is null)
            throw new VendorReadException(VendorErrors.VendorBadAnswer, "The response of Productive to a write is not a project.");
        if (await new ProductiveClient(context.Channel).FindProjectAsync(id, cancellationToken) is { } project)
            return CreateEffect(context, project);
        // Another client deleted the project in the meantime.
        return context.Project?.VendorId == id ? OperationEffect.ProjectDeleted : new();
    }

    protected virtual OperationEffect CreateEffect(OperationContext context, Project project) => OperationEffect.FromProject(project);
}

/// <summary>A write that creates a project. If its outcome is unknown, the new project is searched among those of its company.</summary>
internal abstract class ProductiveCreation<TInput> : ProductiveOperation<TInput>
    where TInput : class
{
    protected internal sealed override async Task<ReconcileOutcome> ReconcileAsync(
        OperationContext context,
        CancellationToken cancellationToken
    )
    {
        var found = new List<Project>();
        await foreach (
            var project in new ProductiveClient(context.Channel).ReadAllProjectsAsync(SentCompanyId(context.SentRequest), cancellationToken)
        )
        {
            if (ProductiveWriteVerification.IsCreatedSince(project, context.SentAt) && MatchesRequest(context, project))
                found.Add(project);
        }
        var known = await context.FindKnownIdsAsync([.. found.Select(project => project.VendorId)], cancellationToken);
        found.RemoveAll(project => known.Contains(project.VendorId));
        return found switch
        {
            [var created] => new ReconcileOutcome.Applied(CreateEffect(context, created)),
            [] => new ReconcileOutcome.NotApplied(),
            _ => new ReconcileOutcome.Uncertain(),
        };
    }

    /// <summary>Whether a new project matches the request.</summary>
    protected abstract bool MatchesRequest(OperationContext context, Project project);

    protected abstract string? SentCompanyId(VendorRequest sent);
}
