using System.Text.Json;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Planhat;

internal sealed class BulkUpsertPlanhatProjects : VendorOperation<BulkUpsertPlanhatProjectsInput>
{
    /// <summary>"There is an upper limit of 5,000 items per request."</summary>
    public const int MaxItems = 5000;

    /// <summary>Above this number, changed projects are read in pages instead of one by one.</summary>
    private const int MaxSingleReads = 20;

    public override Vendor Vendor => Vendor.Planhat;
    public override string Name => "bulkUpsertPlanhatProjects";
    public override string Description =>
        "Creates and changes projects at Planhat in one request. `errors` contains the items that Planhat refused.";
    public override string Section => "Bulk Upsert projects";
    public override bool TakesProject => false;
    public override OperationResultKind Result => OperationResultKind.Projects;

    protected override IEnumerable<OperationError> Check(BulkUpsertPlanhatProjectsInput input, Project? project)
    {
        if (input.Projects.Count == 0)
            return [Invalid("projects", "must have at least one item")];
        if (input.Projects.Count > MaxItems)
            return [Invalid("projects", $"must have at most {MaxItems} items")];
        return input.Projects.SelectMany((item, index) => Check(item, $"projects[{index}]."));
    }

    protected override VendorRequest Build(BulkUpsertPlanhatProjectsInput input, Project? project) =>
        new("PUT", "projects") { Body = new JsonArray([.. input.Projects.Select(PlanhatBody.Build)]) };

    protected internal override async Task<OperationEffect> ReadResponseAsync(
        OperationContext context,
        VendorResponse answer,
        CancellationToken cancellationToken
    )
    {
        var json = answer.Json();
        var bulk = PlanhatBulkResponse.Read(json);
        var ids = bulk.InsertsKeys.Concat(bulk.UpdatesKeys).Select(PlanhatMapping.FindId).OfType<string>().Distinct().ToList();
        return new()
        {
            Saved = await ReadBackAsync(context, ids, cancellationToken),
            Errors = PlanhatBulkResponse.ReadErrors(bulk, answer.Status, context.SentRequest.Body),
        };
    }

    /// <summary>A bulk request without any success responds with its counters.</summary>
    protected internal override IReadOnlyList<OperationError> ReadRefusal(OperationContext context, VendorResponse answer) =>
        answer.TryJson() is { } json
        && PlanhatBulkResponse.IsCounters(json)
        && PlanhatBulkResponse.ReadErrors(PlanhatBulkResponse.Read(json), answer.Status, context.SentRequest.Body) is { Count: > 0 } items
            ? items
            : base.ReadRefusal(context, answer);

    protected internal override JsonNode? ReadReport(JsonElement answer) => PlanhatBulkResponse.CreateReport(answer);

    /// <summary>Reports success only if every item is found, and failure only if none is.</summary>
    protected internal override async Task<ReconcileOutcome> ReconcileAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var sent = ((JsonArray)context.SentRequest.Body!).Select(item => (JsonObject)item!).ToList();
        var found = new List<Project?>();
        var candidates = await ReadAllAsync(context, cancellationToken);
        var created = await PlanhatCreatedProjects.FindAsync(context, sent, cancellationToken);
        foreach (var (item, index) in sent.Select((item, index) => (item, index)))
        {
            var match = PlanhatBulkResponse.FindProject(item, candidates);
            if (match is null && created[index].Count > 1)
                return new ReconcileOutcome.Uncertain();
            var project = match ?? created[index].SingleOrDefault();
            found.Add(project is not null && PlanhatWriteVerification.ContainsSentValues(item, project.Document) ? project : null);
        }
        if (found.TrueForAll(project => project is not null))
            return new ReconcileOutcome.Applied(new() { Saved = [.. found.OfType<Project>()] });
        return found.TrueForAll(project => project is null) ? new ReconcileOutcome.NotApplied() : new ReconcileOutcome.Uncertain();
    }

    private static IEnumerable<OperationError> Check(PlanhatProjectItemInput item, string path)
    {
        if (item.Id is not null && !PlanhatMapping.IsObjectId(item.Id))
            yield return Invalid(path + "id", "must be an id of 24 hexadecimal digits");
        foreach (var error in PlanhatBody.Check(item, path))
            yield return error;
        if (item.Id is not null || item.SourceId.Value is not null || item.ExternalId.Value is not null)
            yield break;
        // Without any key the item creates a project, which needs both fields.
        if (!item.Name.IsSet)
            yield return Required(path + "name");
        if (!item.CompanyId.IsSet)
            yield return Required(path + "companyId");
    }

    private static OperationError Invalid(string field, string reason) => new(VendorErrors.InvalidInput, $"'{field}' {reason}.", field);

    private static OperationError Required(string field) =>
        new(VendorErrors.RequiredField, $"'{field}' is required: an item without id, sourceId and externalId creates a project.", field);

    private static async Task<IReadOnlyList<Project>> ReadBackAsync(
        OperationContext context,
        List<string> ids,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<string, Project>();
        if (ids.Count > MaxSingleReads)
        {
            var wanted = ids.ToHashSet();
            foreach (var project in await ReadAllAsync(context, cancellationToken))
                if (wanted.Contains(project.VendorId))
                    found[project.VendorId] = project;
        }
        else
        {
            var client = new PlanhatClient(context.Channel);
            foreach (var id in ids)
                if (await client.FindProjectAsync(id, cancellationToken) is { } project)
                    found[id] = project;
        }
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    private static async Task<List<Project>> ReadAllAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var all = new List<Project>();
        await foreach (var row in new PlanhatClient(context.Channel).ReadAllProjectsAsync(companyId: null, cancellationToken))
        {
            if (PlanhatCreatedProjects.MapOrNull(row, context) is { } project)
                all.Add(project);
        }
        return all;
    }
}
