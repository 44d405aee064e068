using System.Text;
using ProjectGraph.Server.Tests.GraphQLApi;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>The requests of <c>schema/examples/odata.http</c> do what they say.</summary>
public sealed class HttpExampleTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly string[] Requests =
    [
        .. File.ReadAllText(Path.Combine(Repository.Root, "schema/examples/odata.http")).Split("### ", StringSplitOptions.None).Skip(1),
    ];

    public static TheoryData<string> Titles() => [.. Requests.Select(Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Every_request_is_answered_with_success(string title)
    {
        var lines = (await FilledAsync(Requests.Single(request => Title(request) == title))).Split('\n');
        var (method, url) = (lines[1].Split(' ', 2)[0], lines[1].Split(' ', 2)[1]);
        using var request = new HttpRequestMessage(new(method), url);
        var body = string.Join('\n', lines.SkipWhile(line => line.Trim().Length > 0)).Trim();
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await server.Client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static string Title(string request) => request.Split('\n')[0].Trim();

    private async Task<string> FilledAsync(string request) =>
        request
            .Replace("{{service}}/", server.Address.AbsoluteUri)
            .Replace("{{planhat}}", await KeyAsync("PLANHAT"))
            .Replace("{{growCrm}}", await KeyAsync("GROW_CRM"));

    private async Task<string> KeyAsync(string vendor) =>
        (await server.Client.QueryAsync($$"""{ projects(where: { vendor: { eq: {{vendor}} } }, first: 1) { nodes { databaseId } } }"""))
            .GetProperty("projects")
            .GetProperty("nodes")[0]
            .GetProperty("databaseId")
            .ToString();
}
