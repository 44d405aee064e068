using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>
/// Emulates CoreData's API v2: the described project operations, and content that the page only links to, as far as it is known (user
/// home, spaces, users, contacts, tasks, folders, files, comments). Undocumented behaviour follows Tastypie, the framework of the list
/// envelope.
/// </summary>
internal sealed class CoreDataSandbox : VendorSandbox
{
    /// <summary>The key of every user, as in <c>apikey sandbox:sandbox</c>.</summary>
    public const string Key = "sandbox";

    /// <summary>The type of a user who can read but not write.</summary>
    public const string Guest = "guest";

    private const string Root = "/api/v2";

    public override string Name => "core-data";

    public override SandboxRoutes Routes { get; } =
        DescribedRoutes()
            // These are linked to and described on other pages.
            .Get("/user/projects/recent/", CoreDataSandboxHome.Recent)
            .Get("/spaces/", CoreDataSandboxSpaces.List)
            .Get("/spaces/{id}/", CoreDataSandboxSpaces.Get)
            .Get("/users/", CoreDataSandboxUsers.List)
            .Get("/user/{username}/", CoreDataSandboxUsers.Get)
            .Get("/contacts/", CoreDataSandboxItems.Contacts.ListAll)
            .Get("/tasks/", CoreDataSandboxItems.Tasks.ListAll)
            .Get("/tasks/{id}/", CoreDataSandboxItems.Tasks.Get)
            .Get("/folders/", CoreDataSandboxItems.Folders.ListAll)
            // These are linked to, but their paths and bodies are assumptions.
            .Get("/user/projects/favourite/", CoreDataSandboxHome.Favourite)
            .Get("/templates/", request => CoreDataSandboxList.CreateResponse(request, request.List(CoreDataSandboxFields.Templates)))
            .Get("/fileplans/", request => CoreDataSandboxList.CreateResponse(request, request.List(CoreDataSandboxFields.Fileplans)))
            .Get("/contacts/{id}/", CoreDataSandboxItems.Contacts.Get)
            .Get("/folders/{id}/", CoreDataSandboxItems.Folders.Get)
            .Get("/projects/{id}/files/", CoreDataSandboxItems.Files.ListOfProject)
            .Get("/projects/{id}/tasks/", CoreDataSandboxItems.Tasks.ListOfProject)
            .Post("/projects/{id}/tasks/", CoreDataSandboxItems.Tasks.Create)
            .Get("/projects/{id}/folders/", CoreDataSandboxItems.Folders.ListOfProject)
            .Post("/projects/{id}/folders/", CoreDataSandboxItems.Folders.Create)
            .Get("/comments/", CoreDataSandboxComments.List)
            .Post("/comments/", CoreDataSandboxComments.Create);

    public override void Seed(SandboxStore store, SandboxSeed seed) => CoreDataSandboxData.Fill(store, seed);

    public override SandboxResponse? CheckRequest(SandboxRequest request)
    {
        // "Without the trailing slash the server redirects", before it checks anything else.
        if (request.Path.StartsWith(Root + "/", StringComparison.Ordinal) && !request.Path.EndsWith('/'))
            return new SandboxResponse(301).With("Location", $"{request.Mount}{request.Path}/{request.QueryString}");
        if (CoreDataSandboxUsers.FindCaller(request) is not { } caller)
            return CreateErrorResponse(401, "");
        return request.Method != "GET" && caller["user_type"].Text() == Guest
            ? CreateErrorResponse(403, "You are not permitted to do this.")
            : null;
    }

    public override SandboxResponse CreateErrorResponse(int status, string message) =>
        new(status, status is 401 or 404 or 405 ? null : new JsonObject { ["error"] = message });

    private static SandboxRoutes DescribedRoutes() =>
        new SandboxRoutes(Root)
            .Get("/projects/", CoreDataSandboxProjects.List)
            .Get("/projects/{id}/", CoreDataSandboxProjects.Get)
            .Post("/projects/", CoreDataSandboxProjects.Create)
            .Put("/projects/{id}/", CoreDataSandboxProjects.Update)
            .Delete("/projects/{id}/", CoreDataSandboxProjects.Delete)
            .Get("/spaces/{id}/projects/", CoreDataSandboxSpaces.Projects);
}
