using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.GrowCrm;

/// <summary>
/// Emulates a Grow CRM installation's <c>/api</c>: the fourteen operations on projects, and read access to related records (clients,
/// categories, team members, tasks, files, invoices, timers …).
/// </summary>
internal sealed class GrowCrmSandbox : VendorSandbox
{
    public const string Key = "sandbox";

    /// <summary>A variant that follows the object's table, which has <c>archive</c>. The action's text has <c>archived</c>.</summary>
    public const string StateIsArchive = "state-is-archive";

    /// <summary>A variant in which stop-timers returns the id as text, as the documents print it.</summary>
    public const string TimersIdIsText = "timers-id-is-text";

    private const string Unauthorized = "Unauthorized. A valid API key is required.";

    public override string Name => "grow-crm";

    // The documents' code blocks contain the paths of the list and of assign. The others follow their rule that an action is under
    // the id. Actions accept PUT and POST, because the documents do not state the method.
    public override SandboxRoutes Routes { get; } = AllRoutes();

    public override IReadOnlyList<string> Variants => [StateIsArchive, TimersIdIsText];

    public override void Seed(SandboxStore store, SandboxSeed seed) => GrowCrmSandboxData.Fill(store, seed);

    public override SandboxResponse? CheckRequest(SandboxRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        var valid = parts is [var scheme, Key] && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase);
        return valid ? null : CreateErrorResponse(401, Unauthorized);
    }

    /// <summary>Returns an error without <c>errors</c>. Only validation failures have it, and they bring their own body.</summary>
    public override SandboxResponse CreateErrorResponse(int status, string message) =>
        new(status, new JsonObject { ["message"] = status == 401 ? Unauthorized : message });

    private static SandboxRoutes AllRoutes()
    {
        var routes = new SandboxRoutes("/api")
            .Get("/projects", GrowCrmSandboxList.Projects)
            .Post("/projects", GrowCrmSandboxProjects.Create)
            .Get("/projects/{id}", GrowCrmSandboxProjects.Get)
            .Put("/projects/{id}", GrowCrmSandboxProjects.Update)
            .Delete("/projects/{id}", GrowCrmSandboxProjects.Delete)
            .Post("/projects/{id}/clone", request => new GrowCrmSandboxClone(request).CreateClone());
        Func<SandboxRequest, SandboxResponse> Action(Func<SandboxRequest, JsonObject, SandboxResponse> action) =>
            request => action(request, GrowCrmSandboxProjects.Existing(request));
        foreach (var (name, action) in GrowCrmSandboxActions.All)
            routes.Put($"/projects/{{id}}/{name}", Action(action)).Post($"/projects/{{id}}/{name}", Action(action));
        foreach (var neighbour in GrowCrmSandboxRelatedKind.All)
            routes.Get($"/{neighbour.Collection}", neighbour.List).Get($"/{neighbour.Collection}/{{id}}", neighbour.Get);
        return routes;
    }
}
