using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace ProjectGraph.Server.Tests;

[Collection(SharedServer.Name)]
public sealed class ConnectTests(RunningServer server)
{
    private static readonly XNamespace Odc = "urn:schemas-microsoft-com:office:odc";
    private static readonly XNamespace Mashup = "http://schemas.microsoft.com/DataMashup";

    private string Feed => $"{server.Address}odata";

    [Fact]
    public async Task Power_BI_gets_the_feed_of_all_sets()
    {
        var file = JsonElement.Parse(await FileAsync("powerbi.pbids", "application/json"));
        file.GetProperty("version").GetString().ShouldBe("0.1");
        var connection = file.GetProperty("connections").EnumerateArray().ShouldHaveSingleItem();
        connection.GetProperty("details").GetProperty("protocol").GetString().ShouldBe("odata");
        connection.GetProperty("details").GetProperty("address").GetProperty("url").GetString().ShouldBe(Feed);
        connection.GetProperty("mode").GetString().ShouldBe("Import");
    }

    [Theory]
    [InlineData("", "Projects")]
    [InlineData("?set=ProjectSnapshots", "ProjectSnapshots")]
    public async Task Excel_gets_a_query_of_one_set(string query, string set)
    {
        var connection = XDocument
            .Parse(await FileAsync("excel.odc" + query, "text/x-ms-odc"))
            .Descendants(Odc + "OfficeDataConnection")
            .ShouldHaveSingleItem();
        connection.Elements().Select(element => element.Name.LocalName).ShouldBe(["PowerQueryConnection", "PowerQueryMashupData"]);
        connection.Element(Odc + "PowerQueryConnection")!.Element(Odc + "CommandText")!.Value.ShouldBe($"SELECT * FROM [{set}]");
        var query1 = XDocument
            .Parse(connection.Element(Odc + "PowerQueryMashupData")!.Value)
            .Descendants(Mashup + "Query")
            .ShouldHaveSingleItem();
        query1.Attribute("Name")!.Value.ShouldBe(set);
        query1.Element(Mashup + "Formula")!.Value.ShouldContain($"OData.Feed(\"{Feed}\"");
        query1.Element(Mashup + "Formula")!.Value.ShouldContain($"[Name = \"{set}\", Signature = \"table\"]");
    }

    [Theory]
    [InlineData("", "Projects")]
    [InlineData("?set=Dates", "Dates")]
    [Clause("T-5")]
    public async Task Tableau_gets_one_set_as_a_table(string query, string set)
    {
        var source = XDocument.Parse(await FileAsync("tableau.tds" + query, "application/xml")).Root!;
        source.Name.ShouldBe("datasource");
        source.Attribute("formatted-name")!.Value.Length.ShouldBeLessThan(256);
        source.Descendants("named-connection").Single().Element("connection")!.Attribute("server")!.Value.ShouldBe(Feed);
        var relation = source.Descendants("relation").Single();
        relation.Attribute("table")!.Value.ShouldBe($"[{set}]");
        relation.Attribute("connection")!.Value.ShouldBe(source.Descendants("named-connection").Single().Attribute("name")!.Value);
    }

    [Fact]
    public async Task An_unknown_set_is_refused() =>
        await (await server.Client.GetAsync("/connect/excel.odc?set=Secrets")).ShouldBeErrorAsync(ErrorCodes.NotFound);

    [Fact]
    public async Task The_files_hold_the_public_address()
    {
        await using var behind = await RunningServer.StartAsync(
            ("PublicUrl", "https://data.example/a&b"),
            ("Sandbox:ProjectsPerVendor", "5")
        );
        JsonElement.Parse(await behind.Client.GetStringAsync("/connect/powerbi.pbids")).ToString().ShouldContain("https://data.example/a");
        XDocument
            .Parse(await behind.Client.GetStringAsync("/connect/tableau.tds"))
            .Descendants("named-connection")
            .Single()
            .Element("connection")!
            .Attribute("server")!
            .Value.ShouldBe("https://data.example/a&b/odata");
        (await behind.Client.GetStringAsync("/")).ShouldContain("href=\"/a&b/connect/excel.odc\"");
        using var batch = new StringContent(
            """{"requests":[{"id":"1","method":"GET","url":"https://data.example/a&b/odata/Projects?$top=1"}]}""",
            Encoding.UTF8,
            "application/json"
        );
        var answers = JsonElement.Parse(await (await behind.Client.PostAsync("/odata/$batch", batch)).Content.ReadAsStringAsync());
        answers.GetProperty("responses")[0].GetProperty("status").GetInt32().ShouldBe(200, answers.ToString());
    }

    [Fact]
    public async Task A_file_supports_HEAD()
    {
        using var response = await server.Client.SendAsync(new(HttpMethod.Head, "/connect/excel.odc"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> FileAsync(string name, string type)
    {
        var response = await server.Client.GetAsync("/connect/" + name);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        response
            .Content.Headers.ContentDisposition!.ToString()
            .ShouldBe($"attachment; filename=\"ProjectGraph{Path.GetExtension(name.Split('?')[0])}\"");
        return await response.Content.ReadAsStringAsync();
    }
}
