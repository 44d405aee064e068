using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>Create Comment for a Project. The documents contain only a link, so path, names and response are assumptions.</summary>
internal static class CoreDataSandboxComments
{
    private const string Comments = "comments";

    public static SandboxResponse List(SandboxRequest request)
    {
        var rows = request.List(Comments);
        if (request.Argument("project") is { } project)
            rows = rows.Where(row => row["project"].Text() == project);
        return CoreDataSandboxList.CreateResponse(request, CoreDataSandboxList.Sorted(rows));
    }

    public static SandboxResponse Create(SandboxRequest request)
    {
        var body = request.JsonObject();
        var errors = new JsonObject();
        if (CoreDataSandboxIds.Find(request.Store, CoreDataSandboxProjects.Projects, body["project"].Text()) is null)
            errors["project"] = new JsonArray("Could not find the provided object.");
        if (string.IsNullOrWhiteSpace(body["text"].Text()))
            errors["text"] = new JsonArray("This field is required.");
        if (errors.Count > 0)
            throw new SandboxException(400, "", new(400, new JsonObject { [Comments] = errors }));

        var id = CoreDataSandboxIds.Uuid(request.Store, request.Now);
        var uri = CoreDataSandboxIds.Uri(Comments, id);
        request
            .Store[Comments]
            .Put(
                id,
                new()
                {
                    ["created"] = CoreDataSandboxIds.Instant(request.Now),
                    ["created_by"] = CoreDataSandboxUsers.DisplayName(CoreDataSandboxUsers.FindCaller(request)!),
                    ["id"] = id,
                    ["project"] = body["project"]!.DeepClone(),
                    ["resource_uri"] = uri,
                    ["text"] = body["text"]!.DeepClone(),
                }
            );
        return new SandboxResponse(201).With("Location", uri);
    }

    public static void RemoveOf(SandboxStore store, string project)
    {
        foreach (var id in store[Comments].Rows.Where(row => row["project"].Text() == project).Select(row => row["id"].Text()!).ToList())
            store[Comments].Remove(id);
    }
}
