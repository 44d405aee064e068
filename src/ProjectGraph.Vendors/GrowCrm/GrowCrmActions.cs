using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>An action under a project's id. It sets one value, and its response is the project with that value.</summary>
internal abstract class GrowCrmAction<TInput> : VendorOperation<TInput>
    where TInput : class
{
    public override Vendor Vendor => Vendor.GrowCrm;
    public override bool TakesProject => true;
    public override OperationResultKind Result => OperationResultKind.Project;

    /// <summary>The last segment of the path.</summary>
    protected abstract string Action { get; }

    protected virtual JsonObject? Body(TInput input) => null;

    /// <summary>Returns the requested value.</summary>
    protected abstract JsonNode? RequestedValue(JsonNode? body);

    /// <summary>Returns the project's value.</summary>
    protected abstract JsonNode? CurrentValue(GrowCrmProjectWire project);

    protected override VendorRequest Build(TInput input, Project? project) => GrowCrmRoutes.Action(project!, Action, Body(input));

    protected internal override Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    ) => Task.FromResult(GrowCrmResponses.ReadProject(context, answer));

    protected internal override async Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        if (await context.ReadProjectAsync(cancellationToken) is not { } project)
            return new ReconcileOutcome.NotApplied();
        var shown = CurrentValue(GrowCrmWriteVerification.ReadProject(project.Document));
        if (JsonNode.DeepEquals(shown, RequestedValue(context.SentRequest.Body)))
            return new ReconcileOutcome.Applied(OperationEffect.FromProject(project));
        return JsonNode.DeepEquals(shown, CurrentValue(GrowCrmWriteVerification.ReadProject(context.Project!.Document)))
            ? new ReconcileOutcome.NotApplied()
            : new ReconcileOutcome.Uncertain();
    }

    /// <summary>Returns distinct ids in ascending order.</summary>
    protected static JsonArray Ids(IEnumerable<long> ids) => new([.. ids.Distinct().Order().Select(id => JsonValue.Create(id))]);

    protected static IEnumerable<long> Ids(List<GrowCrmReferenceWire>? people) => (people ?? []).Select(person => person.Id);
}

internal sealed class AssignGrowCrmProject : GrowCrmAction<AssignGrowCrmProjectInput>
{
    public override string Name => "assignGrowCrmProject";
    public override string Description => "Replaces the team members who are assigned to a project at Grow CRM.";
    public override string Section => "Assign team members";
    protected override string Action => "assign";

    protected override JsonObject Body(AssignGrowCrmProjectInput input) =>
        new() { ["assigned"] = new JsonArray([.. input.Assigned.Select(id => JsonValue.Create(id))]) };

    protected override JsonNode RequestedValue(JsonNode? body) => Ids(body!["assigned"]!.AsArray().Select(id => id!.GetValue<long>()));

    protected override JsonNode CurrentValue(GrowCrmProjectWire project) => Ids(Ids(project.Assigned));
}

internal sealed class SetGrowCrmProjectManager : GrowCrmAction<SetGrowCrmProjectManagerInput>
{
    public override string Name => "setGrowCrmProjectManager";
    public override string Description => "Sets or removes the manager of a project at Grow CRM.";
    public override string Section => "Set the manager";
    protected override string Action => "manager";

    protected override IEnumerable<OperationError> Check(SetGrowCrmProjectManagerInput input, Project? project) =>
        GrowCrmChecks.Check(input);

    protected override JsonObject Body(SetGrowCrmProjectManagerInput input) => new() { ["manager"] = input.Manager.Value };

    protected override JsonNode RequestedValue(JsonNode? body) => Ids(body!["manager"]?.GetValue<long>() is { } id ? [id] : []);

    protected override JsonNode CurrentValue(GrowCrmProjectWire project) => Ids(Ids(project.Managers));
}

internal sealed class ChangeGrowCrmProjectStatus : GrowCrmAction<ChangeGrowCrmProjectStatusInput>
{
    public override string Name => "changeGrowCrmProjectStatus";
    public override string Description => "Changes the status of a project at Grow CRM.";
    public override string Section => "Change status";
    protected override string Action => "status";

    protected override JsonObject Body(ChangeGrowCrmProjectStatusInput input) =>
        new() { ["status"] = GrowCrmNames.ToVendorName(input.Status) };

    protected override JsonNode? RequestedValue(JsonNode? body) => body!["status"];

    protected override JsonNode? CurrentValue(GrowCrmProjectWire project) => project.Status;
}

internal sealed class UpdateGrowCrmProjectProgress : GrowCrmAction<UpdateGrowCrmProjectProgressInput>
{
    public override string Name => "updateGrowCrmProjectProgress";
    public override string Description => "Sets the progress of a project at Grow CRM.";
    public override string Section => "Update progress";
    protected override string Action => "progress";

    protected override IEnumerable<OperationError> Check(UpdateGrowCrmProjectProgressInput input, Project? project) =>
        GrowCrmChecks.Check(input);

    protected override JsonObject Body(UpdateGrowCrmProjectProgressInput input) => new() { ["progress"] = input.Progress };

    protected override JsonNode? RequestedValue(JsonNode? body) => body!["progress"];

    protected override JsonNode? CurrentValue(GrowCrmProjectWire project) => project.Progress;
}

internal sealed class SetGrowCrmProjectTags : GrowCrmAction<SetGrowCrmProjectTagsInput>
{
    public override string Name => "setGrowCrmProjectTags";
    public override string Description => "Replaces the tags of a project at Grow CRM.";
    public override string Section => "Set tags";
    protected override string Action => "tags";

    protected override JsonObject Body(SetGrowCrmProjectTagsInput input) =>
        new() { ["tags"] = new JsonArray([.. input.Tags.Select(tag => JsonValue.Create(tag))]) };

    protected override JsonNode RequestedValue(JsonNode? body) => Texts(body!["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));

    protected override JsonNode CurrentValue(GrowCrmProjectWire project) => Texts(project.Tags ?? []);

    private static JsonArray Texts(IEnumerable<string> tags) =>
        new([.. tags.Select(tag => tag.Trim()).Distinct().Order(StringComparer.Ordinal).Select(tag => JsonValue.Create(tag))]);
}

internal sealed class ArchiveGrowCrmProject : GrowCrmAction<ArchiveGrowCrmProjectInput>
{
    public override string Name => "archiveGrowCrmProject";
    public override string Description => "Archives a project at Grow CRM.";
    public override string Section => "Archive / restore";
    protected override string Action => "archive";

    protected override JsonNode RequestedValue(JsonNode? body) => true;

    protected override JsonNode? CurrentValue(GrowCrmProjectWire project) => GrowCrmNames.IsArchived(project.ActiveState);
}

internal sealed class RestoreGrowCrmProject : GrowCrmAction<RestoreGrowCrmProjectInput>
{
    public override string Name => "restoreGrowCrmProject";
    public override string Description => "Restores an archived project at Grow CRM.";
    public override string Section => "Archive / restore";
    protected override string Action => "restore";

    protected override JsonNode RequestedValue(JsonNode? body) => false;

    protected override JsonNode? CurrentValue(GrowCrmProjectWire project) => GrowCrmNames.IsArchived(project.ActiveState);
}
