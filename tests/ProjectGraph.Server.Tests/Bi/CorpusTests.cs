namespace ProjectGraph.Server.Tests.Bi;

/// <summary>Power BI, Excel and Tableau get today what they got when the answers were approved, directly and through a proxy.</summary>
[Collection(KeyedServerCollection.Name)]
public sealed class CorpusTests(KeyedServer server)
{
    public static TheoryData<string> Clients => [.. CorpusFile.Names];

    [Theory]
    [MemberData(nameof(Clients))]
    [
        Clause("X-1"),
        Clause("B-1"),
        Clause("B-2"),
        Clause("B-3"),
        Clause("B-6"),
        Clause("B-7"),
        Clause("B-9"),
        Clause("B-10"),
        Clause("B-12"),
        Clause("B-16"),
        Clause("T-1"),
        Clause("T-2")
    ]
    public async Task A_client_is_answered_as_approved(string client)
    {
        using var replay = new CorpusReplay(server.Running.Address, server.Running.Address.ToString().TrimEnd('/'), server.Reader);
        Approved.Compare($"{CorpusFile.Folder}/{client}.approved.txt", await replay.RunAsync(CorpusFile.Read(client)));
    }

    [TheoryWith("nginx")]
    [MemberData(nameof(Clients))]
    [Clause("B-7"), Clause("X-1")]
    public async Task A_client_behind_a_proxy_is_answered_the_same_with_the_proxy_s_address(string client)
    {
        await using var proxy = await ReverseProxy.StartAsync(server.Running.Address);
        using var replay = new CorpusReplay(proxy.Address, ReverseProxy.PublicRoot, server.Reader);
        Approved.Compare($"{CorpusFile.Folder}/{client}.approved.txt", await replay.RunAsync(CorpusFile.Read(client)));
    }

    [TheoryWith("nginx")]
    [InlineData("/connect/powerbi.pbids", "https://graph.example/pg/odata")]
    [InlineData("/connect/tableau.tds", "https://graph.example/pg/odata")]
    [InlineData("/", "href=\"/pg/connect/excel.odc\"")]
    public async Task What_a_person_opens_behind_a_proxy_leads_back_through_it(string path, string expected)
    {
        await using var proxy = await ReverseProxy.StartAsync(server.Running.Address);
        using var http = new HttpClient();
        (await http.GetStringAsync(proxy.Address.ToString().TrimEnd('/') + path)).ShouldContain(expected);
    }
}
