using System.Globalization;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>
/// Heatpunk's documented writes. Their responses do not contain the project, so it is read back as the user whom the write named.
/// </summary>
internal static class HeatpunkOperations
{
    /// <summary>The headers that both documents show.</summary>
    public static readonly IReadOnlyDictionary<string, string> Headers = new Dictionary<string, string> { ["accept"] = "application/json" };

    public static CreateHeatpunkProject Create { get; } = new();
    public static UpdateHeatpunkProject Update { get; } = new();
}

internal sealed class CreateHeatpunkProject : VendorOperation<CreateHeatpunkProjectInput>
{
    public override Vendor Vendor => Vendor.Heatpunk;
    public override string Name => "createHeatpunkProject";
    public override string Description => "Creates a project at Heatpunk.";
    public override string Section => "POST /projects/create";
    public override bool TakesProject => false;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected override IEnumerable<OperationError> Check(CreateHeatpunkProjectInput input, Project? project) =>
        [.. HeatpunkUser.Check("owner", input.Owner), .. HeatpunkMeta.Check(input)];

    protected override VendorRequest Build(CreateHeatpunkProjectInput input, Project? project) =>
        new("POST", "projects/create")
        {
            Headers = HeatpunkOperations.Headers,
            Body = new JsonObject { ["owner"] = input.Owner, ["meta"] = HeatpunkMeta.Build(input) },
        };

    protected internal override async Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    )
    {
        var id = HeatpunkMapping.ReadCreatedId(answer.Json());
        var client = new HeatpunkClient(context.Channel);
        var project = await client.FindProjectAsync(HeatpunkWriteVerification.SentOwner(context), id, context.SentAt, cancellationToken)
            ?? throw new VendorReadException(
                VendorErrors.VendorBadAnswer,
                $"Heatpunk created project {id} but does not list it. Sync the vendor account later."
            );
        return HeatpunkWriteOnlyFields.CreateEffect(project, HeatpunkWriteVerification.SentCreateMeta(context));
    }

    protected internal override IReadOnlyList<OperationError> ReadRefusal(OperationContext context, VendorResponse answer) =>
        HeatpunkUser.AttributeForbidden("owner", base.ReadRefusal(context, answer));

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var candidates = await HeatpunkWriteVerification.FindCreatedProjectsAsync(context, cancellationToken);
        var known = await context.FindKnownIdsAsync([.. candidates.Select(project => project.VendorId)], cancellationToken);
        var fresh = candidates.Where(project => !known.Contains(project.VendorId)).ToList();
        if (fresh.Count == 1)
            return new ReconcileOutcome.Applied(
                HeatpunkWriteOnlyFields.CreateEffect(fresh[0], HeatpunkWriteVerification.SentCreateMeta(context))
            );
        // A candidate that the graph contains may have come from a sync since the request.
        return candidates.Count == 0 ? new ReconcileOutcome.NotApplied() : new ReconcileOutcome.Uncertain();
    }
}

internal sealed class UpdateHeatpunkProject : VendorOperation<UpdateHeatpunkProjectInput>
{
    public override Vendor Vendor => Vendor.Heatpunk;
    public override string Name => "updateHeatpunkProject";
    public override string Description => "Changes a project at Heatpunk. Absent fields are unchanged; null clears.";
    public override string Section => "PATCH /projects/update";
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Project;

    protected override UpdateHeatpunkProjectInput ApplyDefaults(UpdateHeatpunkProjectInput input, VendorAccountSettings settings) =>
        input with
        {
            UserEmail = input.UserEmail ?? HeatpunkUser.GetConfigured(settings),
        };

    protected override IEnumerable<OperationError> Check(UpdateHeatpunkProjectInput input, Project? project)
    {
        foreach (var error in HeatpunkUser.Check("userEmail", input.UserEmail))
            yield return error;
        if (input == new UpdateHeatpunkProjectInput { UserEmail = input.UserEmail })
            yield return new(VendorErrors.InvalidInput, "The input contains no change. Give at least one field.");
        foreach (var error in HeatpunkMeta.Check(input).Concat(HeatpunkMeta.CheckCleared(input)))
            yield return error;
    }

    protected override VendorRequest Build(UpdateHeatpunkProjectInput input, Project? project) =>
        new("PATCH", "projects/update")
        {
            Headers = HeatpunkOperations.Headers,
            Body = new JsonObject
            {
                ["projectId"] = long.Parse(project!.VendorId, CultureInfo.InvariantCulture),
                ["userEmail"] = input.UserEmail,
                ["data"] = new JsonObject { ["meta"] = HeatpunkMeta.Build(input) },
            },
        };

    /// <summary>"If the request is successful you will receive a 204": the response has no body, so the project is read back.</summary>
    protected internal override async Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    )
    {
        var project = await HeatpunkWriteVerification.ReadUpdatedProjectAsync(context, cancellationToken)
            ?? throw new VendorReadException(
                VendorErrors.VendorBadAnswer,
                $"Heatpunk changed project {context.Project!.VendorId} but does not list it. Sync the vendor account later."
            );
        return HeatpunkWriteOnlyFields.CreateEffect(project, HeatpunkWriteVerification.SentUpdateMeta(context));
    }

    protected internal override IReadOnlyList<OperationError> ReadRefusal(OperationContext context, VendorResponse answer) =>
        HeatpunkUser.AttributeForbidden("userEmail", base.ReadRefusal(context, answer));

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        if (await HeatpunkWriteVerification.ReadUpdatedProjectAsync(context, cancellationToken) is not { } now)
            return new ReconcileOutcome.NotApplied();
        var meta = HeatpunkWriteVerification.SentUpdateMeta(context);
        var tookPlace = HeatpunkWriteVerification.TookPlace(meta, context.Project!, now);
        if (tookPlace != true && HeatpunkWriteVerification.ContainsSentValues(meta, now.Document))
            tookPlace = await CompareDataAsync(context, now, meta, cancellationToken) ?? tookPlace;
        return tookPlace switch
        {
            true => new ReconcileOutcome.Applied(HeatpunkWriteOnlyFields.CreateEffect(now, meta)),
            false => new ReconcileOutcome.NotApplied(),
            null => new ReconcileOutcome.Uncertain(),
        };
    }

    /// <summary>Compares by the project's data, which contains fields that a list omits.</summary>
    private static async Task<bool?> CompareDataAsync(
        OperationContext context,
        Project now,
        JsonObject meta,
        CancellationToken cancellationToken
    )
    {
        if (!meta.Any(field => HeatpunkWriteVerification.IsInProjectData(field.Key)))
            return null;
        var data = await new HeatpunkClient(context.Channel).FindProjectDataAsync(
            HeatpunkWriteVerification.SentUser(context),
            now.VendorId,
            cancellationToken
        );
        return data is { } shown ? HeatpunkWriteVerification.TookPlaceByData(meta, context.Project!, shown) : null;
    }
}
