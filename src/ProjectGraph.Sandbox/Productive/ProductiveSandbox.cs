using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.Productive;

/// <summary>
/// Emulates api.productive.io's <c>/api/v2</c>: the nine operations on projects, and read access to related records (companies, people,
/// workflows with their statuses, tasks, deals, custom fields).
/// </summary>
internal sealed class ProductiveSandbox : VendorSandbox
{
    public const string Token = "sandbox";

    /// <summary>
    /// The generated organization. The documents' examples come from several new organizations, which all begin with number 1. The
    /// token has access to all of them. This organization's lists contain the others' records too, with their own ids, numbers and
    /// organizations.
    /// </summary>
    public const string Organization = "1";

    /// <summary>The token's user: the <c>last_actor</c> of its writes.</summary>
    public const string Person = "3539";

    /// <summary>
    /// A variant in which a list without a status filter contains only active projects. By default it contains both; a gap in the
    /// printed list's numbers could be an archived project.
    /// </summary>
    public const string ActiveByDefault = "active-by-default";

    private const string MediaType = "application/vnd.api+json";

    public override string Name => "productive";

    public override string ContentType => MediaType + "; charset=utf-8";

    public override SandboxRoutes Routes { get; } = AllRoutes();

    public override IReadOnlyList<SandboxLimit> Limits => [new(100, TimeSpan.FromSeconds(10)), new(4000, TimeSpan.FromMinutes(30))];

    public override IReadOnlyList<string> Variants => [ActiveByDefault];

    public override void Seed(SandboxStore store, SandboxSeed seed) => ProductiveSandboxData.Fill(store, seed);

    public override SandboxResponse? CheckRequest(SandboxRequest request)
    {
        if (request.Headers["X-Auth-Token"].ToString() != Token)
            return CreateErrorResponse(401, "The API token is missing or invalid.");
        var organization = GetOrganization(request);
        if (organization != Organization && !request.Store["organizations"].Has(organization))
            return CreateErrorResponse(403, "You are not authorized to access this organization.");
        if (!IsJsonApi(request))
            return CreateErrorResponse(415, $"Content-Type must be {MediaType}.");
        ProductiveSandboxCopy.RunDueJobs(request.Store, request.Now);
        return null;
    }

    public override SandboxResponse CreateErrorResponse(int status, string message) => ProductiveSandboxErrors.Answer(status, message);

    public static string GetOrganization(SandboxRequest request) => request.Headers["X-Organization-Id"].ToString();

    // Every printed request has the header, and the guide returns 415 without it. A request without a body is accepted without it,
    // since it has no content. Bulk requests are not documented for projects.
    private static bool IsJsonApi(SandboxRequest request)
    {
        var parts = request.Headers.ContentType.ToString().Split(';', StringSplitOptions.TrimEntries);
        if (parts[0].Length == 0)
            return request.Body.IsEmpty;
        return parts[0].Equals(MediaType, StringComparison.OrdinalIgnoreCase)
            && !parts.Any(part => part.StartsWith("ext=", StringComparison.OrdinalIgnoreCase));
    }

    private static SandboxRoutes AllRoutes()
    {
        var routes = new SandboxRoutes("/api/v2")
            .Get("/projects", request => ProductiveSandboxList.Answer(ProductiveSandboxType.Projects, request))
            .Get("/projects/{id}", ProductiveSandboxProjects.Get)
            .Post("/projects", ProductiveSandboxProjects.Create)
            .Post("/projects/copy", ProductiveSandboxCopy.Answer)
            .Patch("/projects/{id}", ProductiveSandboxProjects.Update)
            .Patch("/projects/{id}/archive", ProductiveSandboxProjects.Archive)
            .Patch("/projects/{id}/restore", ProductiveSandboxProjects.Restore)
            .Patch("/projects/{id}/change_workflow", ProductiveSandboxWorkflow.Change)
            .Delete("/projects/{id}", ProductiveSandboxProjects.Delete);
        foreach (var type in ProductiveSandboxType.All.Where(type => type != ProductiveSandboxType.Projects))
        {
            routes
                .Get($"/{type.Name}", request => ProductiveSandboxList.Answer(type, request))
                .Get($"/{type.Name}/{{id}}", request => ProductiveSandboxDocument.Answer(request, type, type.Existing(request)));
        }
        return routes;
    }
}
