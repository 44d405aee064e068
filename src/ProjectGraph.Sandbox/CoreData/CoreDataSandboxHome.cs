using System.Text.Json.Nodes;

namespace ProjectGraph.Sandbox.CoreData;

/// <summary>A user's home: recently visited projects, and favourites, which no documented request sets.</summary>
internal static class CoreDataSandboxHome
{
    public const string Home = "home";
    private const int Visits = 10;

    /// <summary>"The last 10 projects that the current user recently visited", in the shape of the main list.</summary>
    public static SandboxResponse Recent(SandboxRequest request) => ListProjects(request, "recent");

    public static SandboxResponse Favourite(SandboxRequest request) => ListProjects(request, "favourite");

    /// <summary>Records a visit: reading a project's details is one.</summary>
    public static void Visit(SandboxRequest request, string project)
    {
        var (user, home) = GetHome(request);
        var recent = Ids(home, "recent");
        if (recent.Count > 0 && recent[0] == project)
            return;
        home["recent"] = List(recent.Where(id => id != project).Prepend(project).Take(Visits));
        request.Store[Home].Put(user, home);
    }

    public static void RemoveProject(SandboxStore store, string project)
    {
        foreach (var user in store[Home].Ids())
        {
            var home = store[Home].Get(user)!;
            foreach (var name in home.Select(member => member.Key).ToList())
                home[name] = List(Ids(home, name).Where(id => id != project));
            store[Home].Put(user, home);
        }
    }

    private static SandboxResponse ListProjects(SandboxRequest request, string name)
    {
        var ids = Ids(GetHome(request).Home, name);
        var rows = request.List(CoreDataSandboxProjects.Projects).Where(project => ids.Contains(project["id"].Text()!));
        return CoreDataSandboxList.CreateResponse(request, CoreDataSandboxList.Sorted(rows));
    }

    private static (string User, JsonObject Home) GetHome(SandboxRequest request)
    {
        var user = CoreDataSandboxUsers.FindCaller(request)!["username"].Text()!;
        return (user, request.Store[Home].Get(user) ?? []);
    }

    private static List<string> Ids(JsonObject home, string name) => [.. (home[name] as JsonArray ?? []).Select(id => id.Text()!)];

    private static JsonArray List(IEnumerable<string> ids) => [.. ids.Select(id => JsonValue.Create(id))];
}
