using System.Text.Json.Nodes;

namespace ProjectGraph.Vendors.Tests.Productive;

/// <summary>Sends requests as Productive's documents print them: with the JSON:API media type even without a body.</summary>
internal static class ProductiveCaller
{
    public const string MediaType = "application/vnd.api+json";

    public static async Task<SandboxServer> Start(
        int projects = 0,
        string organization = "1",
        string token = "sandbox",
        ManualTime? time = null,
        string? file = null
    )
    {
        var server = await SandboxServer.Start("productive", projects, authorization: null, file, time);
        server.Http.DefaultRequestHeaders.Add("X-Auth-Token", token);
        server.Http.DefaultRequestHeaders.Add("X-Organization-Id", organization);
        return server;
    }

    public static Task<ReceivedResponse> Call(this SandboxServer server, string method, string path, string body = "") =>
        server.Send(method, "/api/v2" + path, body, MediaType);

    /// <summary>Creates a body of the type projects with these attributes.</summary>
    public static string Data(string attributes) => $$$"""{"data":{"type":"projects","attributes":{{{attributes}}}}}""";

    public static List<string> Ids(this ReceivedResponse response) =>
        [.. response.Object["data"]!.AsArray().Select(row => row!["id"]!.GetValue<string>())];

    public static JsonNode Attribute(this ReceivedResponse response, string name) => response.Object["data"]!["attributes"]![name]!;

    /// <summary>Returns "detail @ attribute" of every error, in order.</summary>
    public static List<string> Errors(this ReceivedResponse response) =>
        [
            .. response.Object["errors"]!
                .AsArray()
                .Select(error =>
                    $"{error!["detail"]} @ {error["source"]!["pointer"]!.GetValue<string>().Replace("data/attributes/", "", StringComparison.Ordinal)}"
                ),
        ];
}
