using System.Text.Json;
using System.Xml.Linq;

namespace ProjectGraph.Server.Tests.Bi;

/// <summary>What of the model and the rows BI tools are known to stumble over.</summary>
[Collection(SharedServer.Name)]
public sealed class MetadataTests(RunningServer server)
{
    private static readonly XNamespace Edm = "http://docs.oasis-open.org/odata/ns/edm";

    [Fact]
    [Clause("B-4")]
    public async Task Amounts_keys_instants_and_days_have_the_facets_that_tools_need()
    {
        var properties = (await ModelAsync()).Descendants(Edm + "Property").ToList();
        properties
            .Where(Is("Edm.Decimal"))
            .ShouldAllBe(property => property.Attribute("Precision") != null && property.Attribute("Scale") != null);
        properties.Where(Is("Edm.DateTimeOffset")).ShouldNotBeEmpty();
        properties.Where(Is("Edm.Date")).Select(property => property.Attribute("Name")!.Value).ShouldContain("DueDate");
        var keys = (await ModelAsync())
            .Descendants(Edm + "EntityType")
            .Select(type =>
                type.Elements(Edm + "Property")
                    .Single(property =>
                        property.Attribute("Name")!.Value == type.Descendants(Edm + "PropertyRef").Single().Attribute("Name")!.Value
                    )
            );
        keys.ShouldAllBe(key => key.Attribute("Type")!.Value == "Edm.Int64");
    }

    [Fact]
    [Clause("B-5"), Clause("T-3")]
    [Clause("V-3")]
    public async Task No_set_has_lists_open_types_or_navigation_inside_a_value()
    {
        var model = await ModelAsync();
        model
            .Descendants(Edm + "EntityType")
            .SelectMany(type => type.Elements(Edm + "Property"))
            .ShouldAllBe(property => !property.Attribute("Type")!.Value.StartsWith("Collection(", StringComparison.Ordinal));
        model.Descendants().Where(element => element.Attribute("OpenType")?.Value == "true").ShouldBeEmpty();
        model.Descendants(Edm + "ComplexType").SelectMany(type => type.Elements(Edm + "NavigationProperty")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("4.0", "#Projects")]
    [InlineData("4.01", "#Projects(Tags())")]
    [Clause("B-10")]
    public async Task The_context_of_an_expanded_set_is_as_the_client_s_version_has_it(string version, string context)
    {
        var answer = await GetAsync("/odata/Projects?$expand=Tags&$top=1", ("OData-MaxVersion", version));
        answer.EnumerateObject().First().Value.GetString()!.ShouldEndWith("$metadata" + context);
    }

    [Fact]
    [Clause("B-17")]
    public async Task Nulls_are_sent()
    {
        var row = (await GetAsync("/odata/Projects?$filter=Mrr eq null&$top=1")).GetProperty("value")[0];
        row.GetProperty("Mrr").ValueKind.ShouldBe(JsonValueKind.Null);
        row.EnumerateObject()
            .Count(member => !member.Name.Contains('@', StringComparison.Ordinal))
            .ShouldBe(
                (await ModelAsync())
                    .Descendants(Edm + "EntityType")
                    .Single(type => type.Attribute("Name")!.Value == "Project")
                    .Elements(Edm + "Property")
                    .Count()
            );
    }

    [Theory]
    [InlineData("contains(Name,'e')")]
    [InlineData("not(contains(Name,'e'))")]
    [InlineData("startswith(Name,'A') or endswith(Name,'n')")]
    [InlineData("Progress ge 10 and Progress lt 90")]
    [InlineData("Status eq 'COMPLETED'")]
    [InlineData("Status ne 'COMPLETED'")]
    [InlineData("DueDate gt 2024-01-01")]
    [InlineData("year(StartDate) eq 2024 and month(StartDate) le 6")]
    [Clause("B-9")]
    public async Task A_folded_filter_gives_what_the_tool_would_have_found_itself(string filter)
    {
        var all = (await GetAsync("/odata/Projects?$select=Id,Name,Progress,Status,DueDate,StartDate&$orderby=Id"))
            .GetProperty("value")
            .EnumerateArray();
        var folded = (await GetAsync($"/odata/Projects?$select=Id&$orderby=Id&$filter={Uri.EscapeDataString(filter)}"))
            .GetProperty("value")
            .EnumerateArray();
        var expected = all.Where(row => Locally(filter, row)).Select(Id).ToList();
        folded.Select(Id).ShouldBe(expected);
        expected.ShouldNotBeEmpty();

        static long Id(JsonElement row) => row.GetProperty("Id").GetInt64();
    }

    private static bool Locally(string filter, JsonElement row)
    {
        string? Text(string name) => row.GetProperty(name).GetString();
        int? progress = row.GetProperty("Progress").ValueKind == JsonValueKind.Null ? null : row.GetProperty("Progress").GetInt32();
        return filter switch
        {
            "contains(Name,'e')" => Text("Name")!.Contains('e', StringComparison.Ordinal),
            "not(contains(Name,'e'))" => !Text("Name")!.Contains('e', StringComparison.Ordinal),
            "startswith(Name,'A') or endswith(Name,'n')" => Text("Name")!.StartsWith('A') || Text("Name")!.EndsWith('n'),
            "Progress ge 10 and Progress lt 90" => progress is >= 10 and < 90,
            "Status eq 'COMPLETED'" => Text("Status") == "COMPLETED",
            "Status ne 'COMPLETED'" => Text("Status") != "COMPLETED",
            "DueDate gt 2024-01-01" => string.CompareOrdinal(Text("DueDate"), "2024-01-01") > 0,
            _ => Text("StartDate") is { } day
                && day.StartsWith("2024-", StringComparison.Ordinal)
                && string.CompareOrdinal(day, "2024-07") < 0,
        };
    }

    private static Func<XElement, bool> Is(string type) => property => property.Attribute("Type")!.Value == type;

    private async Task<XDocument> ModelAsync() => XDocument.Parse(await server.Client.GetStringAsync("/odata/$metadata"));

    private async Task<JsonElement> GetAsync(string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return JsonElement.Parse(await (await server.Client.SendAsync(request)).Content.ReadAsStringAsync());
    }
}
