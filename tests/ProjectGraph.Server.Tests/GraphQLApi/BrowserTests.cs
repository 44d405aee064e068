using System.Net;
using Microsoft.Playwright;

namespace ProjectGraph.Server.Tests.GraphQLApi;

/// <summary>The IDE, in a real browser. <c>SCREENSHOT=file.png</c> saves its last state.</summary>
[Collection(SharedServer.Name)]
public sealed class BrowserTests(RunningServer server)
{
    [FactWith("chromium", "npm")]
    public async Task The_IDE_opens_on_a_query_runs_it_and_shows_its_rows()
    {
        await using var browser = await Chromium.LaunchAsync();
        var page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 1400, Height = 900 },
            }
        );
        Assertions.SetDefaultExpectTimeout(Chromium.Patience);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsOfExplorer(message.Text))
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (IsForeign(request.Url))
                complaints.Add("asks " + request.Url);
        };

        await page.GotoAsync(new Uri(server.Address, "/graphql").ToString());
        await Assertions.Expect(page.Locator(".graphiql-query-editor")).ToContainTextAsync("DueNext");
        await page.Locator(".graphiql-execute-button").ClickAsync();
        await Assertions.Expect(page.Locator(".result-window")).ToContainTextAsync("totalCount");
        await Assertions.Expect(page.Locator(".result-window")).ToContainTextAsync("dueDate");

        await page.GetByRole(AriaRole.Button, new() { Name = "Examples" }).ClickAsync();
        await page.GetByText("aggregate", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".graphiql-query-editor")).ToContainTextAsync("projectAggregates");
        await page.Locator(".graphiql-execute-button").ClickAsync();
        await Assertions.Expect(page.Locator(".result-window")).ToContainTextAsync("projectAggregates");

        await page.GetByText("explain", new() { Exact = true }).ClickAsync();
        await page.Locator(".graphiql-execute-button").ClickAsync();
        await Assertions.Expect(page.Locator(".result-window")).ToContainTextAsync("explain");
        await page.GetByText("aggregate", new() { Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "GraphiQL Explorer" }).ClickAsync();
        await Assertions.Expect(page.Locator(".graphiql-explorer-root")).ToContainTextAsync("projectAggregates");
        if (Environment.GetEnvironmentVariable("SCREENSHOT") is { Length: > 0 } file)
            await page.ScreenshotAsync(new() { Path = file });
        complaints.ShouldBeEmpty();
    }

    [FactWith("chromium", "npm")]
    public async Task A_page_of_the_service_may_open_a_stream_and_hears_what_happens()
    {
        await using var browser = await Chromium.LaunchAsync();
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "/graphql").ToString());
        var overSocket = await page.EvaluateAsync<string>(
            """
            () => new Promise((told, failed) => {
              const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
              socket.onopen = () => socket.send('{"type":"connection_init"}');
              socket.onmessage = ({ data }) => told(data);
              socket.onerror = () => failed(new Error('refused'));
            })
            """
        );
        overSocket.ShouldBe("{\"type\":\"connection_ack\"}");
        var overEvents = await page.EvaluateAsync<string>(
            """
            () => new Promise((told, failed) => {
              const events = new EventSource('/graphql?query=' + encodeURIComponent('subscription { projectChanged(after: 0) { kind } }'));
              events.addEventListener('next', ({ data }) => { events.close(); told(data); });
              events.onerror = () => failed(new Error('refused'));
            })
            """
        );
        overEvents.ShouldBe("{\"data\":{\"projectChanged\":{\"kind\":\"CREATED\"}}}");
    }

    [FactWith("npm")]
    public async Task The_IDE_allows_scripts_from_its_own_files_alone()
    {
        foreach (var path in new[] { "/graphql", "/graphql/ide/ide.js", "/graphql/ide/graphql.worker.js" })
        {
            using var response = await OpenAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'self'");
            policy.ShouldNotContain("script-src");
            policy.ShouldNotContain("http");
        }
    }

    [Fact]
    public async Task A_browser_that_asks_nothing_gets_a_page_and_one_with_a_query_its_answer()
    {
        using var page = await OpenAsync("/graphql");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.Headers.Vary.ShouldContain("Accept");
        using var answer = await OpenAsync("/graphql?query=%7B__typename%7D");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Theory]
    [InlineData("nope.js")]
    [InlineData("..%2Fappsettings.json")]
    [InlineData("..%5Cappsettings.json")]
    public async Task The_IDE_has_no_other_files(string name)
    {
        using var response = await server.Client.GetAsync("/graphql/ide/" + name);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    // The explorer can't edit arguments that are lists. It does not change them and logs this to the console.
    private static bool IsOfExplorer(string text) => text.StartsWith("arg mismatch between arg and selection", StringComparison.Ordinal);

    private async Task<HttpResponseMessage> OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html, */*;q=0.8");
        return await server.Client.SendAsync(request);
    }

    private bool IsForeign(string url) =>
        new Uri(url) is { Scheme: "http" or "https" or "ws" or "wss" } uri && uri.Authority != server.Address.Authority;
}
