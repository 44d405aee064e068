using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Planhat;

/// <summary>Handles create, update, get and delete of one model, and the two writes that the bulk upsert shares.</summary>
internal sealed class PlanhatSandboxRecords(PlanhatSandboxModel model)
{
    private static readonly string[] KeyFields = ["sourceId", "externalId"];

    public PlanhatSandboxModel Model => model;

    /// <summary>Create project: 200, not 201. The server chooses <c>_id</c>.</summary>
    public SandboxResponse Create(SandboxRequest request) =>
        SandboxResponse.Ok(Insert(request.Store, PlanhatSandboxIds.New(request.Store, request.Now), request.JsonObject()));

    /// <summary>Update project: merges the given fields.</summary>
    public SandboxResponse Update(SandboxRequest request)
    {
        var record = Existing(request);
        Merge(request.Store, record, request.JsonObject());
        return SandboxResponse.Ok(record);
    }

    /// <summary>Get projects by ID.</summary>
    public SandboxResponse Get(SandboxRequest request) => SandboxResponse.Ok(Existing(request));

    /// <summary>Delete projects: by <c>_id</c> only. The response is MongoDB's, so an unknown id is not an error.</summary>
    public SandboxResponse Delete(SandboxRequest request)
    {
        var deleted = request.Store[model.Collection].Remove(PlanhatSandboxIds.ObjectId(request["id"])) ? 1 : 0;
        return SandboxResponse.Ok(
            new JsonObject
            {
                ["n"] = deleted,
                ["ok"] = 1,
                ["deletedCount"] = deleted,
            }
        );
    }

    public JsonObject Insert(SandboxStore store, string id, JsonObject payload)
    {
        foreach (var name in model.Required.Where(name => payload[name] is null))
            throw model.Invalid(name, "is required");
        var record = new JsonObject { ["_id"] = id };
        Assign(record, model.ReadFields(store, payload));
        DeriveCompanyName(store, record);
        record["__v"] = 0;
        Put(store, record);
        return record;
    }

    /// <summary>Merges the payload. Returns true if at least one value changed.</summary>
    public bool Merge(SandboxStore store, JsonObject record, JsonObject payload)
    {
        var before = record.DeepClone();
        Assign(record, model.ReadFields(store, payload));
        DeriveCompanyName(store, record);
        if (JsonNode.DeepEquals(before, record))
            return false;
        Put(store, record);
        if (model == PlanhatSandboxModel.Companies)
            RenameInProjects(store, record);
        return true;
    }

    private JsonObject Existing(SandboxRequest request) =>
        PlanhatSandboxIds.Find(request.Store[model.Collection], request["id"])
        ?? throw new SandboxException(
            request.HasVariant(PlanhatSandbox.UnknownIs404) ? 404 : 400,
            $"{model.Label} not found: {request["id"]}"
        );

    private void Assign(JsonObject record, JsonObject values)
    {
        foreach (var (name, value) in values)
        {
            if (name == "custom" && value is JsonObject given)
                AssignCustom(record, given);
            else if (value is not null)
                record[name] = value.DeepClone();
            else
                record.Remove(name);
        }
        // A blank name is refused in the same way as a missing one.
        foreach (var name in model.Required.Where(name => string.IsNullOrWhiteSpace(record[name].Text())))
            throw model.Invalid(name, "is required");
    }

    /// <summary>Merges custom fields by key. A null is stored as a value. The first key creates the object.</summary>
    private static void AssignCustom(JsonObject record, JsonObject given)
    {
        if (given.Count == 0)
            return;
        if (record["custom"] is not JsonObject custom)
            record["custom"] = custom = [];
        foreach (var (key, value) in given)
            custom[key] = value?.DeepClone();
    }

    private void DeriveCompanyName(SandboxStore store, JsonObject record)
    {
        if (!model.HasCompany)
            return;
        // Projects of a deleted company keep its name.
        if (PlanhatSandboxIds.Company(store, record["companyId"].Text()) is { } company)
            record["companyName"] = company["name"]?.DeepClone();
    }

    private void Put(SandboxStore store, JsonObject record)
    {
        var id = record["_id"].Text()!;
        foreach (var name in KeyFields)
        {
            if (record[name].Text() is { } key && store[model.Collection].Find(name, key) is { } other && other["_id"].Text() != id)
                throw model.Invalid(name, $"'{key}' is a duplicate");
        }
        store[model.Collection].Put(id, record);
    }

    private static void RenameInProjects(SandboxStore store, JsonObject company)
    {
        var projects = store[PlanhatSandboxModel.Projects.Collection];
        var id = company["_id"].Text();
        foreach (var row in projects.Rows.Where(row => row["companyId"].Text() == id).ToList())
        {
            var project = projects.Get(row["_id"].Text()!)!;
            project["companyName"] = company["name"]?.DeepClone();
            projects.Put(project["_id"].Text()!, project);
        }
    }
}
