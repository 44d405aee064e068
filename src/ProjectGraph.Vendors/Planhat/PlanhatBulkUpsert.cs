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
    private const int ReadSingly = 20;

    public override Vendor Vendor => Vendor.Planhat;
    public override string Name => "bulkUpsertPlanhatProjects";
    public override string Description => "Creates and changes projects at Planhat in one request. `errors` contains the items that Planhat refused.";
    public override string Section => "Bulk Upsert projects";
    public override bool TakesProject => false;
    public override OperationResultKind Result => OperationResultKind.Projects;

    protected override IEnumerable<OperationError> Check(BulkUpsertPlanhatProjectsInput input, Project? project)
    {
        if (input.Projects.Count == 0) return [Invalid("projects", "must have at least one item")];
        if (input.Projects.Count > MaxItems) return [Invalid("projects", $"must have at most {MaxItems} items")];
        return input.Projects.SelectMany((item, index) => Check(item, $"projects[{index}]."));
    }

    protected override VendorRequest Build(BulkUpsertPlanhatProjectsInput input, Project? project) =>
        new("PUT", "projects") { Body = new JsonArray([.. input.Projects.Select(PlanhatBody.Of)]) };

    protected internal override async Task<OperationEffect> ReadAnswerAsync(
        OperationContext context, VendorAnswer answer, CancellationToken cancellation)
    {
        var json = answer.Json();
        var bulk = PlanhatBulk.Read(json);
        var ids = bulk.InsertsKeys.Concat(bulk.UpdatesKeys).Select(PlanhatMapping.IdOf).OfType<string>().Distinct().ToList();
        return new() { Saved = await ReadBackAsync(context, ids, cancellation), Errors = PlanhatBulk.Errors(bulk, answer.Status, context.Sent.Body) };
    }

    /// <summary>A bulk request without any success responds with its counters.</summary>
    protected internal override IReadOnlyList<OperationError> Refusal(OperationContext context, VendorAnswer answer) =>
        answer.TryJson() is { } json && PlanhatBulk.IsCounters(json)
        && PlanhatBulk.Errors(PlanhatBulk.Read(json), answer.Status, context.Sent.Body) is { Count: > 0 } items
            ? items
            : base.Refusal(context, answer);

    protected internal override JsonNode? Report(JsonElement answer) => PlanhatBulk.Report(answer);

    /// <summary>Reports success only if every item is found, and failure only if none is.</summary>
    protected internal override async Task<Settlement> SettleAsync(OperationContext context, CancellationToken cancellation)
    {
        var sent = ((JsonArray)context.Sent.Body!).Select(item => (JsonObject)item!).ToList();
        var found = new List<Project?>();
        var candidates = await AllAsync(context, cancellation);
        var created = await PlanhatSearch.CreatedAsync(context, sent, cancellation);
        foreach (var (item, index) in sent.Select((item, index) => (item, index)))
        {
            var match = PlanhatBulk.Match(item, candidates);
            if (match is null && created[index].Count > 1) return new Settlement.Uncertain();
            var project = match ?? created[index].SingleOrDefault();
            found.Add(project is not null && PlanhatTraces.Shows(item, project.Document) ? project : null);
        }
        if (found.TrueForAll(project => project is not null)) return new Settlement.Happened(new() { Saved = [.. found.OfType<Project>()] });
        return found.TrueForAll(project => project is null) ? new Settlement.DidNotHappen() : new Settlement.Uncertain();
    }

    private static IEnumerable<OperationError> Check(PlanhatProjectItemInput item, string path)
    {
        if (item.Id is not null && !PlanhatMapping.IsObjectId(item.Id)) yield return Invalid(path + "id", "must be an id of 24 hexadecimal digits");
        foreach (var error in PlanhatBody.Check(item, path)) yield return error;
        if (item.Id is not null || item.SourceId.Value is not null || item.ExternalId.Value is not null) yield break;
        // Without any key the item creates a project, which needs both fields.
        if (!item.Name.IsSet) yield return Required(path + "name");
        if (!item.CompanyId.IsSet) yield return Required(path + "companyId");
    }

    private static OperationError Invalid(string field, string reason) => new(VendorErrors.InvalidInput, $"'{field}' {reason}.", field);

    private static OperationError Required(string field) =>
        new(VendorErrors.RequiredField, $"'{field}' is required: an item without id, sourceId and externalId creates a project.", field);

    private static async Task<IReadOnlyList<Project>> ReadBackAsync(OperationContext context, List<string> ids, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Project>();
        if (ids.Count > ReadSingly)
        {
            var wanted = ids.ToHashSet();
            foreach (var project in await AllAsync(context, cancellation)) if (wanted.Contains(project.VendorId)) found[project.VendorId] = project;
        }
        else
        {
            var client = new PlanhatClient(context.Channel);
            foreach (var id in ids) if (await client.FindProjectAsync(id, cancellation) is { } project) found[id] = project;
        }
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    private static async Task<List<Project>> AllAsync(OperationContext context, CancellationToken cancellation)
    {
        var all = new List<Project>();
        await foreach (var row in new PlanhatClient(context.Channel).AllProjectsAsync(companyId: null, cancellation))
        {
            if (PlanhatSearch.Readable(row, context) is { } project) all.Add(project);
        }
        return all;
    }
}
