using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>
/// Emulates a Grow CRM installation's <c>/api</c>: the fourteen operations on projects, and what stands around a project
/// (clients, categories, team members, tasks, files, invoices, timers …) to read.
/// </summary>
internal sealed class GrowCrmSandbox : Sandbox
{
    public const string Key = "sandbox";

    /// <summary>The object's table has <c>archive</c> where the action's text has <c>archived</c>; this one follows the table.</summary>
    public const string StateIsArchive = "state-is-archive";

    /// <summary>The documents print stop-timers' id in quotes.</summary>
    public const string TimersIdIsText = "timers-id-is-text";

    private const string Unauthorized = "Unauthorized. A valid API key is required.";

    public override string Name => "grow-crm";

    // The documents' code blocks hold the paths of the list and of assign; the others follow their rule that an action lives
    // under the id. Actions take PUT and POST, so that a wrong guess of the verb costs nobody anything.
    public override SandboxRoutes Routes { get; } = AllRoutes();

    public override IReadOnlyList<string> Variants => [StateIsArchive, TimersIdIsText];

    public override void Fill(SandboxStore store, SandboxSeed seed) => GrowCrmSandboxData.Fill(store, seed);

    public override SandboxAnswer? Refuse(SandboxRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        var valid = parts is [var scheme, Key] && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase);
        return valid ? null : Problem(401, Unauthorized);
    }

    /// <summary><c>errors</c> is there for validation failures only, which bring their own body.</summary>
    public override SandboxAnswer Problem(int status, string message) =>
        new(status, new JsonObject { ["message"] = status == 401 ? Unauthorized : message });

    private static SandboxRoutes AllRoutes()
    {
        var routes = new SandboxRoutes("/api")
            .Get("/projects", GrowCrmSandboxList.Projects)
            .Post("/projects", GrowCrmSandboxProjects.Create)
            .Get("/projects/{id}", GrowCrmSandboxProjects.Get)
            .Put("/projects/{id}", GrowCrmSandboxProjects.Update)
            .Delete("/projects/{id}", GrowCrmSandboxProjects.Delete)
            .Post("/projects/{id}/clone", request => new GrowCrmSandboxClone(request).Answer());
        Func<SandboxRequest, SandboxAnswer> Action(Func<SandboxRequest, JsonObject, SandboxAnswer> action) =>
            request => action(request, GrowCrmSandboxProjects.Existing(request));
        foreach (var (name, action) in GrowCrmSandboxActions.All)
            routes.Put($"/projects/{{id}}/{name}", Action(action)).Post($"/projects/{{id}}/{name}", Action(action));
        foreach (var neighbour in GrowCrmSandboxNeighbour.All)
            routes.Get($"/{neighbour.Collection}", neighbour.List).Get($"/{neighbour.Collection}/{{id}}", neighbour.Get);
        return routes;
    }
}
