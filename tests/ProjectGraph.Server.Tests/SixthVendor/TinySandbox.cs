using System.Globalization;
using System.Text.Json.Nodes;
using ProjectGraph.Sandbox;

namespace ProjectGraph.Server.Tests.SixthVendor;

/// <summary>Emulates Tiny: two projects to a page.</summary>
internal sealed class TinySandbox : VendorSandbox
{
    public const string Header = "X-Tiny-Key";
    public const string Key = "sandbox";

    private const string Projects = "projects";
    private const int PageSize = 2;

    public override string Name => "tiny";

    public override SandboxRoutes Routes { get; } =
        new SandboxRoutes("/v1")
            .Get("/projects", List)
            .Post("/projects", request => Put(request, new() { ["id"] = Id(request.Store.Next("id", 10)) }))
            .Get("/projects/{id}", request => request.Store[Projects].Get(request["id"]) is { } found ? SandboxResponse.Ok(found) : Gone)
            .Patch("/projects/{id}", request => request.Store[Projects].Get(request["id"]) is { } found ? Put(request, found) : Gone)
            .Delete("/projects/{id}", request => request.Store[Projects].Remove(request["id"]) ? new(204) : Gone);

    private static SandboxResponse Gone => new(404, new JsonObject { ["error"] = "no such project" });

    public override void Seed(SandboxStore store, SandboxSeed seed)
    {
        foreach (
            var (id, title, state, colour) in new[]
            {
                (1, "Fence", "open", "red"),
                (2, "Gate", "done", "green"),
                (3, "Path", "open", "red"),
            }
        )
            store[Projects]
                .Put(
                    Id(id),
                    new()
                    {
                        ["id"] = Id(id),
                        ["title"] = title,
                        ["state"] = state,
                        ["colour"] = colour,
                    }
                );
    }

    public override SandboxResponse? CheckRequest(SandboxRequest request) =>
        request.Headers[Header] == Key ? null : CreateErrorResponse(401, "Which key?");

    public override SandboxResponse CreateErrorResponse(int status, string message) => new(status, new JsonObject { ["error"] = message });

    private static SandboxResponse List(SandboxRequest request)
    {
        var after = request.Argument("after") ?? "";
        var rest = request.List(Projects).Where(project => string.CompareOrdinal((string)project["id"]!, after) > 0).ToList();
        var page = rest.Take(PageSize).ToList();
        return SandboxResponse.Ok(
            new JsonObject
            {
                ["projects"] = new JsonArray([.. page.Select(project => project.DeepClone())]),
                ["next"] = rest.Count > PageSize ? (string)page[^1]["id"]! : null,
            }
        );
    }

    private static SandboxResponse Put(SandboxRequest request, JsonObject project)
    {
        foreach (var (name, value) in request.JsonObject())
            project[name] = value?.DeepClone();
        request.Store[Projects].Put((string)project["id"]!, project);
        return SandboxResponse.Ok(project.DeepClone());
    }

    private static string Id(long number) => string.Create(CultureInfo.InvariantCulture, $"t{number:000}");
}
