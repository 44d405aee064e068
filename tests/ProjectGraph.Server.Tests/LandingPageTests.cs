using System.Text.RegularExpressions;

namespace ProjectGraph.Server.Tests;

public sealed partial class LandingPageTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_page_loads_nothing_from_other_hosts()
    {
        var response = await server.Client.GetAsync("/");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("default-src 'none'");
        var page = await response.Content.ReadAsStringAsync();
        References()
            .Matches(page)
            .Select(match => match.Groups[1].Value)
            .ShouldAllBe(link => link.StartsWith('/') || link.StartsWith("data:", StringComparison.Ordinal));
        page.ShouldNotContain("<script");
        page.ShouldNotContain(" style=");
    }

    [Fact]
    public async Task Every_link_of_the_page_works()
    {
        var page = await server.Client.GetStringAsync("/");
        server.Client.DefaultRequestHeaders.Accept.ParseAdd("text/html, */*;q=0.8");
        var dead = new List<string>();
        foreach (
            var link in References().Matches(page).Select(match => match.Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal))
        )
        {
            if (link.StartsWith('/') && !(await server.Client.GetAsync(link)).IsSuccessStatusCode)
                dead.Add(link);
        }
        dead.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sandboxes_that_are_not_mounted_are_not_shown()
    {
        (await server.Client.GetStringAsync("/")).ShouldContain("/sandbox/planhat");
        await using var without = await RunningServer.StartAsync(("Sandbox:Enabled", "false"));
        (await without.Client.GetStringAsync("/")).ShouldNotContain("/sandbox/");
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex References();
}
