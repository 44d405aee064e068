using ProjectGraph.Server.Tests.ODataApi;

namespace ProjectGraph.Server.Tests.Peer;

/// <summary>The same requests to this service and to Microsoft.AspNetCore.OData over EF Core give the same values, or a clause of the specification decides.</summary>
public sealed class PeerTests(ODataServer server) : IClassFixture<ODataServer>
{
    [Fact]
    public async Task Requests_give_the_values_that_the_peer_gives_or_a_clause_explains_the_difference()
    {
        await using var app = await PeerServer.StartAsync(server.File);
        using var peer = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var urls = PeerUrls.All;
        var (differences, answered) = (
            new Differences(Path.Combine(Repository.Root, "tests/ProjectGraph.Server.Tests/Peer/differences.tsv")),
            0
        );
        foreach (var url in urls)
        {
            var (ours, theirs) = (await PeerAnswer.GetAsync(server.Client, url), await PeerAnswer.GetAsync(peer, url));
            if (ours.Status == 200 && theirs.Status == 200)
                answered++;
            differences.Add(url, PeerAnswer.Difference(ours, theirs));
        }
        differences.ShouldBeExplained();
        answered.ShouldBeGreaterThan(75, "Requests that both refuse compare nothing.");
    }

    [Theory]
    [InlineData("/Projects?$select=Id,Name", 7)]
    [InlineData("/Projects?$orderby=Status desc,DueDate&$select=Id", 50)]
    [InlineData("/Projects?$filter=Progress gt 20&$orderby=Mrr&$select=Id,Mrr&$count=true", 9)]
    [InlineData("/Companies?$expand=Projects($select=Id;$orderby=Id;$top=3)&$orderby=Id&$select=Id", 2)]
    public async Task Next_links_lead_through_the_pages_that_the_peer_gives(string url, int rows)
    {
        await using var app = await PeerServer.StartAsync(server.File);
        using var peer = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var prefer = ("Prefer", $"odata.maxpagesize={rows}");
        PeerAnswer
            .Difference(await PeerAnswer.GetAsync(server.Client, url, prefer), await PeerAnswer.GetAsync(peer, url, prefer))
            .ShouldBeNull();
    }
}
