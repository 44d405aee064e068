using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>Spaces, which hold projects.</summary>
internal static class CoreDataSandboxSpaces
{
    public const string Spaces = "spaces";

    public static SandboxResponse List(SandboxRequest request) =>
        CoreDataSandboxList.CreateResponse(request, CoreDataSandboxList.Sorted(request.List(Spaces)));

    public static SandboxResponse Get(SandboxRequest request) => SandboxResponse.Ok(CoreDataSandboxIds.Existing(request, Spaces));

    /// <summary>List Projects in a Space: complete projects, in the order of the main list.</summary>
    public static SandboxResponse Projects(SandboxRequest request)
    {
        var id = CoreDataSandboxIds.Existing(request, Spaces)["id"].Text();
        var rows = request.List(CoreDataSandboxProjects.Projects).Where(project => project["space"]!["id"].Text() == id);
        return CoreDataSandboxList.CreateResponse(request, CoreDataSandboxList.Sorted(rows));
    }

    /// <summary>Returns a space in the shape that projects contain.</summary>
    public static JsonObject ToReference(JsonObject space) =>
        new() { ["id"] = space["id"]!.DeepClone(), ["title"] = space["title"]!.DeepClone() };

    public static JsonObject New(SandboxStore store, string id, string folder, string title, DateTimeOffset now, string by) =>
        new()
        {
            ["aspects"] = new JsonObject(),
            ["created"] = CoreDataSandboxIds.Instant(now),
            ["created_by"] = by,
            ["description"] = "",
            ["dynatype"] = new JsonObject(),
            ["id"] = id,
            ["is_hidden"] = false,
            ["modified"] = CoreDataSandboxIds.Instant(now),
            ["modified_by"] = by,
            ["path"] = $"/domain/spaces/{folder}/{title}",
            ["resource_uri"] = CoreDataSandboxIds.Uri(Spaces, id),
            ["snapshot_id"] = CoreDataSandboxIds.Uuid(store, now),
            ["status"] = "space_status:active:",
            ["tags"] = new JsonArray(),
            ["template"] = null,
            ["title"] = title,
            ["type"] = "Space",
            ["version"] = "0.1",
        };
}
