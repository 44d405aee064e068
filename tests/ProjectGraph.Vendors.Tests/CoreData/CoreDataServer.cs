using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.CoreData;

internal static class CoreDataServer
{
    public const string Space = "c6c574bc-7758-11ee-a909-cbd0373c1708";
    public const string SpaceOfThree = "6f35e6d2-d6da-11ee-ac6f-8791d281ad04";
    public const string Project = "d4d780ae-7758-11ee-9f6f-2b890065fae6";
    public const string WithTask = "d436664c-7758-11ee-afa0-0b58e3bd32e6";
    public const string Contact = "73c2314c-7758-11ee-b86c-1b2d654e4cc1";
    public const string OtherContact = "00ca5976-780c-11ee-9095-17836a4f851d";
    public const string StandardTemplate = "7b5d3c1e-7758-11ee-834b-2f4e6a8c0d11";
    public const string MeetingTemplate = "7b5d7a26-7758-11ee-834b-6b8d0f2e4a55";

    public static Task<SandboxServer> Start(
        int projects = 0,
        string? authorization = "apikey sandbox:sandbox",
        string? file = null,
        TimeProvider? time = null
    ) => SandboxServer.Start("core-data", projects, authorization, file, time);

    public static async Task<JsonObject> Get(this SandboxServer server, string id)
    {
        var answer = await server.Send("GET", $"/api/v2/projects/{id}/");
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Object;
    }

    /// <summary>Creates a project in <see cref="Space"/>, with additional fields if given, and returns its id.</summary>
    public static async Task<string> Create(this SandboxServer server, string title = "New project", string more = "")
    {
        var answer = await server.Send("POST", "/api/v2/projects/", $$"""{"title":"{{title}}","space":"{{Space}}"{{more}} }""");
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Message.Headers.Location!.OriginalString.Split('/')[^2];
    }

    public static async Task Put(this SandboxServer server, string id, string body)
    {
        var answer = await server.Send("PUT", $"/api/v2/projects/{id}/", body);
        answer.Status.ShouldBe(204, answer.Text);
    }

    public static async Task<JsonObject> List(this SandboxServer server, string query = "", string path = "/api/v2/projects/")
    {
        var answer = await server.Send("GET", path + query);
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Object;
    }

    public static List<JsonObject> Objects(this JsonObject list) => [.. list["objects"]!.AsArray().Select(row => row!.AsObject())];

    public static List<string> Ids(this JsonObject list) => [.. list.Objects().Select(row => row["id"]!.GetValue<string>())];
}
