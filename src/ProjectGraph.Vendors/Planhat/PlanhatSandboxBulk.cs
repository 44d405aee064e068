using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Planhat;

/// <summary>
/// Bulk Upsert projects: processes items in order, each matched by its first key of <c>_id</c>, <c>sourceId</c>, <c>externalId</c>. A
/// bad item does not stop the others.
/// </summary>
internal sealed class PlanhatSandboxBulk(PlanhatSandboxRecords records, SandboxRequest request)
{
    private const int MaxItems = 5000;
    private static readonly string[] keysByPriority = ["_id", "sourceId", "externalId"];

    private readonly JsonArray createdErrors = [], insertsKeys = [], updatedErrors = [], updatesKeys = [];
    private readonly JsonArray modified = [], upsertedIds = [], permissionErrors = [];
    private int nonupdates;

    public static SandboxAnswer Answer(PlanhatSandboxRecords records, SandboxRequest request)
    {
        if (request.Json() is not JsonArray items) throw new SandboxProblem(400, "The body of a bulk upsert must be an array.");
        if (items.Count > MaxItems) throw new SandboxProblem(400, $"A bulk upsert takes at most {MaxItems} items.");
        var bulk = new PlanhatSandboxBulk(records, request);
        foreach (var item in items) bulk.Upsert(item);
        return new(bulk.Status(items.Count), bulk.Counters());
    }

    private void Upsert(JsonNode? node)
    {
        if (!PlanhatSandbox.MayWrite(request))
        {
            permissionErrors.Add(Error(node, "This token may not write."));
            return;
        }
        var errors = createdErrors;
        try
        {
            if (node is not JsonObject item) throw new SandboxProblem(400, "An item must be an object.");
            var key = keysByPriority.FirstOrDefault(key => item[key] is not null);
            if (key == "_id") errors = updatedErrors;
            var match = key is null ? null : Match(key, item[key].Text() ?? throw new SandboxProblem(400, $"{key} must be a text."));
            errors = match is null ? createdErrors : updatedErrors;
            if (match is not null) Update(match, item);
            else if (key != "_id") Create(PlanhatSandboxIds.New(request.Store, request.Now), item);
            // The documents delete 6101a500… and then upsert {_id: 6101a500…, mrr: 10000}. The printed counters ignore it.
            else if (records.Model.Required.All(name => item[name] is not null)) Create(item["_id"].Text()!.ToLowerInvariant(), item);
        }
        catch (SandboxProblem problem)
        {
            errors.Add(Error(node, problem.Message));
        }
    }

    private JsonObject? Match(string key, string value)
    {
        var collection = request.Store[records.Model.Collection];
        return key == "_id" ? collection.Get(PlanhatSandboxIds.ObjectId(value)) : collection.Find(key, value);
    }

    private void Create(string id, JsonObject item)
    {
        var record = records.Insert(request.Store, id, item);
        insertsKeys.Add(Keys(record, item));
        upsertedIds.Add(id);
    }

    private void Update(JsonObject record, JsonObject item)
    {
        if (!records.Merge(request.Store, record, item))
        {
            nonupdates++;
            return;
        }
        updatesKeys.Add(Keys(record, item));
        modified.Add(record["_id"].Text());
    }

    private int Status(int items)
    {
        var failed = createdErrors.Count + updatedErrors.Count;
        if (permissionErrors.Count > 0) return 403;
        if (failed == 0) return 200;
        return failed == items ? 400 : 206;
    }

    private JsonObject Counters() => new()
    {
        ["created"] = insertsKeys.Count,
        ["createdErrors"] = createdErrors,
        ["insertsKeys"] = insertsKeys,
        ["updated"] = updatesKeys.Count,
        ["updatedErrors"] = updatedErrors,
        ["updatesKeys"] = updatesKeys,
        ["nonupdates"] = nonupdates,
        ["modified"] = modified,
        ["upsertedIds"] = upsertedIds,
        ["permissionErrors"] = permissionErrors,
    };

    /// <summary>Returns <c>_id</c>, and the caller's own keys if the item has them.</summary>
    private static JsonObject Keys(JsonObject record, JsonObject item) =>
        new(keysByPriority.Where(key => key == "_id" || item[key] is not null)
            .Select(key => KeyValuePair.Create(key, record[key]?.DeepClone())));

    private static JsonObject Error(JsonNode? node, string message)
    {
        var keys = (node as JsonObject)?.Where(member => keysByPriority.Contains(member.Key)) ?? [];
        return new()
        {
            ["item"] = new JsonObject(keys.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))),
            ["message"] = message,
        };
    }
}
