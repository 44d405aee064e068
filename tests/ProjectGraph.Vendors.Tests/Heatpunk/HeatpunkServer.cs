using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.Heatpunk;

/// <summary>The sandbox with an API key, and the list that shows the effects of the other operations.</summary>
internal static class HeatpunkServer
{
    public const string Everybody = "matt.agnes+proBasic@midsummerenergy.co.uk";
    public const string Owner = "matt.agnes+pro@midsummerenergy.co.uk";
    public const string Sales = "sales@example.com";
    public const string WithoutProjects = "new.starter@example.com";

    public static async Task<SandboxServer> Start(int projects = 0, string? key = "sandbox", string? file = null, TimeProvider? time = null)
    {
        var server = await SandboxServer.Start("heatpunk", projects, authorization: null, file, time);
        if (key is not null)
            server.Http.DefaultRequestHeaders.Add("X-API-KEY", key);
        return server;
    }

    public static async Task<List<JsonObject>> List(
        this SandboxServer server,
        string email = Everybody,
        string start = "2000-01-01",
        string end = "2099-12-31"
    )
    {
        var answer = await server.Send(
            "POST",
            "/api/v1/projects/list",
            $$"""{"userEmail":"{{email}}","start":"{{start}}","end":"{{end}}"}"""
        );
        answer.Status.ShouldBe(200, answer.Text);
        return [.. answer.Object["projects"]!.AsArray().Select(row => row!.AsObject())];
    }

    public static async Task<JsonObject> Row(this SandboxServer server, long id) =>
        (await server.List()).Single(row => row["ID"]!.GetValue<long>() == id);

    public static async Task<long> Create(this SandboxServer server, string meta, string owner = Sales)
    {
        var answer = await server.Send("POST", "/api/v1/projects/create", $$"""{"owner":"{{owner}}","meta":{{meta}} }""");
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Object["projectId"]!.GetValue<long>();
    }

    public static Task<ReceivedResponse> Update(this SandboxServer server, long id, string meta, string email = Everybody) =>
        server.Send("PATCH", "/api/v1/projects/update", $$"""{"projectId":{{id}},"userEmail":"{{email}}","data":{"meta":{{meta}} } }""");

    public static Task<ReceivedResponse> Data(this SandboxServer server, long id, string email = Everybody) =>
        server.Send("GET", $"/api/v1/projects/data?projectId={id}&userEmail={Uri.EscapeDataString(email)}");
}
