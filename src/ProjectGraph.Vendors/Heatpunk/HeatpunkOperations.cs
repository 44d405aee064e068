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

    protected override VendorRequest Build(CreateHeatpunkProjectInput input, Project? project) => new("POST", "projects/create")
    {
        Headers = HeatpunkOperations.Headers,
        Body = new JsonObject { ["owner"] = input.Owner, ["meta"] = HeatpunkMeta.Of(input) },
    };

    protected internal override async Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation)
    {
        var id = HeatpunkMapping.CreatedId(answer.Json());
        var client = new HeatpunkClient(context.Channel);
        var project = await client.FindProjectAsync(HeatpunkTraces.Owner(context), id, context.SentAt, cancellation)
            ?? throw new VendorReadException(VendorErrors.VendorBadAnswer, $"Heatpunk created project {id} but does not list it. Sync the vendor account later.");
        return HeatpunkWritten.Effect(project, HeatpunkTraces.CreatedMeta(context));
    }

    protected internal override IReadOnlyList<OperationError> Refusal(OperationContext context, VendorAnswer answer) =>
        HeatpunkUser.Named("owner", base.Refusal(context, answer));

    protected internal override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation)
    {
        var candidates = await HeatpunkTraces.CreatedAsync(context, cancellation);
        var known = await context.KnownAsync([.. candidates.Select(project => project.VendorId)], cancellation);
        var fresh = candidates.Where(project => !known.Contains(project.VendorId)).ToList();
        if (fresh.Count == 1) return new Settlement.Happened(HeatpunkWritten.Effect(fresh[0], HeatpunkTraces.CreatedMeta(context)));
        // A candidate that the graph contains may have come from a sync since the request.
        return candidates.Count == 0 ? new Settlement.DidNotHappen() : new Settlement.Uncertain();
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

    protected override UpdateHeatpunkProjectInput Complete(UpdateHeatpunkProjectInput input, ConnectionSettings settings) =>
        input with { UserEmail = input.UserEmail ?? HeatpunkUser.Configured(settings) };

    protected override IEnumerable<OperationError> Check(UpdateHeatpunkProjectInput input, Project? project)
    {
        foreach (var error in HeatpunkUser.Check("userEmail", input.UserEmail)) yield return error;
        if (input == new UpdateHeatpunkProjectInput { UserEmail = input.UserEmail })
            yield return new(VendorErrors.InvalidInput, "The input contains no change. Give at least one field.");
        foreach (var error in HeatpunkMeta.Check(input).Concat(HeatpunkMeta.CheckCleared(input))) yield return error;
    }

    protected override VendorRequest Build(UpdateHeatpunkProjectInput input, Project? project) => new("PATCH", "projects/update")
    {
        Headers = HeatpunkOperations.Headers,
        Body = new JsonObject
        {
            ["projectId"] = long.Parse(project!.VendorId, CultureInfo.InvariantCulture),
            ["userEmail"] = input.UserEmail,
            ["data"] = new JsonObject { ["meta"] = HeatpunkMeta.Of(input) },
        },
    };

    /// <summary>"If the request is successful you will receive a 204": the response has no body, so the project is read back.</summary>
    protected internal override async Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation)
    {
        var project = await HeatpunkTraces.UpdatedAsync(context, cancellation) ?? throw new VendorReadException(
            VendorErrors.VendorBadAnswer, $"Heatpunk changed project {context.Project!.VendorId} but does not list it. Sync the vendor account later.");
        return HeatpunkWritten.Effect(project, HeatpunkTraces.UpdatedMeta(context));
    }

    protected internal override IReadOnlyList<OperationError> Refusal(OperationContext context, VendorAnswer answer) =>
        HeatpunkUser.Named("userEmail", base.Refusal(context, answer));

    protected internal override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation)
    {
        if (await HeatpunkTraces.UpdatedAsync(context, cancellation) is not { } now) return new Settlement.DidNotHappen();
        var meta = HeatpunkTraces.UpdatedMeta(context);
        var tookPlace = HeatpunkTraces.Compare(meta, context.Project!, now);
        if (tookPlace != true && HeatpunkTraces.Shows(meta, now.Document)) tookPlace = await ByDataAsync(context, now, meta, cancellation) ?? tookPlace;
        return tookPlace switch
        {
            true => new Settlement.Happened(HeatpunkWritten.Effect(now, meta)),
            false => new Settlement.DidNotHappen(),
            null => new Settlement.Uncertain(),
        };
    }

    /// <summary>Compares by the project's data, which contains fields that a list omits.</summary>
    private static async Task<bool?> ByDataAsync(OperationContext context, Project now, JsonObject meta, CancellationToken cancellation)
    {
        if (!meta.Any(field => HeatpunkTraces.IsInData(field.Key))) return null;
        var data = await new HeatpunkClient(context.Channel).DataAsync(HeatpunkTraces.User(context), now.VendorId, cancellation);
        return data is { } shown ? HeatpunkTraces.CompareData(meta, context.Project!, shown) : null;
    }
}
