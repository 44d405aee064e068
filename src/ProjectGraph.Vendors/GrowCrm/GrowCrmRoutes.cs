using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.GrowCrm;

/// <summary>
/// The table of methods and paths. The documents contain those of the list and of assign. The others follow their rule that an action
/// is under the id and carries only its own data.
/// </summary>
internal static class GrowCrmRoutes
{
    public const string Projects = "projects";
    public const string Clients = "clients";
    public const string Team = "team";

    private const string ActionMethod = "PUT";

    public static VendorRequest List(string collection, IEnumerable<KeyValuePair<string, string?>> query) =>
        new("GET", collection)
        {
            ContentType = null,
            Query = [.. query.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Key, part.Value!))],
        };

    public static VendorRequest Get(string id) => new("GET", ProjectPath(id)) { ContentType = null };

    public static VendorRequest Create(JsonObject body) => new("POST", Projects) { Body = body };

    public static VendorRequest Update(Project project, JsonObject body) => new("PUT", ProjectPath(project.VendorId)) { Body = body };

    public static VendorRequest Delete(Project project) => new("DELETE", ProjectPath(project.VendorId)) { ContentType = null };

    public static VendorRequest Clone(Project project, JsonObject body) =>
        new("POST", ProjectPath(project.VendorId) + "/clone") { Body = body };

    public static VendorRequest Action(Project project, string action, JsonObject? body) =>
        new(ActionMethod, $"{ProjectPath(project.VendorId)}/{action}")
        {
            Body = body,
            ContentType = body is null ? null : "application/json",
        };

    private static string ProjectPath(string id) => $"{Projects}/{VendorRequest.EscapeSegment(id)}";
}
