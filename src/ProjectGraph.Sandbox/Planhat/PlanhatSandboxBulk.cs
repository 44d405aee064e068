using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Planhat;

/// <summary>
/// Bulk Upsert projects: processes items in order, each matched by its first key of <c>_id</c>, <c>sourceId</c>, <c>externalId</c>. A
/// bad item does not stop the others.
/// </summary>
internal sealed class PlanhatSandboxBulk(PlanhatSandboxRecords records, SandboxRequest request)
{
    private const int MaxItems = 5000;
    private static readonly string[] KeysByPriority = ["_id", "sourceId", "externalId"];

    private readonly JsonArray _createdErrors = [],
        _insertsKeys = [],
        _updatedErrors = [],
        _updatesKeys = [];
    private readonly JsonArray _modified = [],
        _upsertedIds = [],
        _permissionErrors = [];
    private int _nonupdates;

    public static SandboxResponse Process(PlanhatSandboxRecords records, SandboxRequest request)
    {
        if (request.Json() is not JsonArray items)
            throw new SandboxException(400, "The body of a bulk upsert must be an array.");
        if (items.Count > MaxItems)
            throw new SandboxException(400, $"A bulk upsert takes at most {MaxItems} items.");
        var bulk = new PlanhatSandboxBulk(records, request);
        foreach (var item in items)
            bulk.Upsert(item);
        return new(bulk.Status(items.Count), bulk.Counters());
    }

    private void Upsert(JsonNode? node)
    {
        if (!PlanhatSandbox.CanWrite(request))
        {
            _permissionErrors.Add(Error(node, "This token may not write."));
            return;
        }
        var errors = _createdErrors;
        try
        {
            if (node is not JsonObject item)
                throw new SandboxException(400, "An item must be an object.");
            var key = KeysByPriority.FirstOrDefault(key => item[key] is not null);
            if (key == "_id")
                errors = _updatedErrors;
            var match = key is null ? null : Match(key, item[key].Text() ?? throw new SandboxException(400, $"{key} must be a text."));
            errors = match is null ? _createdErrors : _updatedErrors;
            if (match is not null)
                Update(match, item);
            else if (key != "_id")
                Create(PlanhatSandboxIds.New(request.Store, request.Now), item);
            // The documents delete 6101a500… and then upsert {_id: 6101a500…, mrr: 10000}. The printed counters ignore it.
            else if (records.Model.Required.All(name => item[name] is not null))
                Create(item["_id"].Text()!.ToLowerInvariant(), item);
        }
        catch (SandboxException problem)
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
        _insertsKeys.Add(Keys(record, item));
        _upsertedIds.Add(id);
    }

    private void Update(JsonObject record, JsonObject item)
    {
        if (!records.Merge(request.Store, record, item))
        {
            _nonupdates++;
            return;
        }
        _updatesKeys.Add(Keys(record, item));
        _modified.Add(record["_id"].Text());
    }

    private int Status(int items)
    {
        var failed = _createdErrors.Count + _updatedErrors.Count;
        if (_permissionErrors.Count > 0)
            return 403;
        if (failed == 0)
            return 200;
        return failed == items ? 400 : 206;
    }

    private JsonObject Counters() =>
        new()
        {
            ["created"] = _insertsKeys.Count,
            ["createdErrors"] = _createdErrors,
            ["insertsKeys"] = _insertsKeys,
            ["updated"] = _updatesKeys.Count,
            ["updatedErrors"] = _updatedErrors,
            ["updatesKeys"] = _updatesKeys,
            ["nonupdates"] = _nonupdates,
            ["modified"] = _modified,
            ["upsertedIds"] = _upsertedIds,
            ["permissionErrors"] = _permissionErrors,
        };

    /// <summary>Returns <c>_id</c>, and the caller's own keys if the item has them.</summary>
    private static JsonObject Keys(JsonObject record, JsonObject item) =>
        new(
            KeysByPriority
                .Where(key => key == "_id" || item[key] is not null)
                .Select(key => KeyValuePair.Create(key, record[key]?.DeepClone()))
        );

    private static JsonObject Error(JsonNode? node, string message)
    {
        var keys = (node as JsonObject)?.Where(member => KeysByPriority.Contains(member.Key)) ?? [];
        return new()
        {
            ["item"] = new JsonObject(keys.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))),
            ["message"] = message,
        };
    }
}
