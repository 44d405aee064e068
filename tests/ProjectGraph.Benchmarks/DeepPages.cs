using System.Text.Json;
using ProjectGraph.Benchmarks.Load;

namespace ProjectGraph.Benchmarks;

/// <summary>Pages from the middle of all projects by due date, which a client reaches by paging.</summary>
internal sealed class DeepPages(int port, int size)
{
    private const int Step = 1_000;
    private const int Starts = 24;
    private const string Name = "50 from the middle of all by due date";
    private const string First = "/odata/Projects?$orderby=DueDate&$select=Id,Name,Status,Vendor,DueDate,Progress";
    private const string Walk =
        "query($after: String) { projects(first: 1000, order: [{ dueDate: ASC }], after: $after) { nodes { databaseId } pageInfo { endCursor } } }";
    private const string Page =
        "query($after: String) { projects(first: 50, order: [{ dueDate: ASC }], after: $after) { nodes { databaseId name status vendor dueDate progress } } }";

    private readonly int _steps = Math.Max(1, size / 2 / Step);

    public async Task<IReadOnlyList<Workload>> AllAsync()
    {
        using var connection = new HttpConnection();
        await connection.ConnectAsync(port);
        var cursors = await WalkAsync("", async after =>
            (await DataAsync(connection, GraphQL(Walk, after)))
                .GetProperty("data")
                .GetProperty("projects")
                .GetProperty("pageInfo")
                .GetProperty("endCursor")
        );
        var links = await WalkAsync(First, async link => (await DataAsync(connection, OData(link, Step))).GetProperty("@odata.nextLink"));
        return
        [
            new(Name, "GraphQL", 0, [.. cursors.Select(after => new[] { GraphQL(Page, after) })], []),
            new(Name, "OData", 0, [.. links.Select(link => new[] { OData(link, 50) })], []),
        ];
    }

    /// <returns>The last cursors before the middle.</returns>
    private async Task<IEnumerable<string>> WalkAsync(string start, Func<string, Task<JsonElement>> next)
    {
        var places = new List<string> { start };
        while (places.Count <= _steps)
            places.Add((await next(places[^1])).GetString()!);
        return places.Skip(1).TakeLast(Starts);
    }

    private static async Task<JsonElement> DataAsync(HttpConnection connection, byte[] request) =>
        ResponseBody.Parse(await connection.SendAsync(request));

    private byte[] GraphQL(string query, string after) =>
        HttpRequest.Post(
            port,
            "/graphql",
            JsonSerializer.Serialize(new { query, variables = new { after = after.Length == 0 ? null : after } })
        );

    private byte[] OData(string link, int rows) =>
        HttpRequest.Get(port, link.StartsWith('/') ? link : new Uri(link).PathAndQuery, $"Prefer: odata.maxpagesize={rows}\r\n");
}
