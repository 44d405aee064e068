using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProjectGraph.Data.Model;
using ProjectGraph.Server.Tests.GraphQLApi;
using ProjectGraph.Server.Tests.Vendors;
using ProjectGraph.Vendors;

namespace ProjectGraph.Server.Tests.SixthVendor;

/// <summary>A vendor that is added from here alone is a vendor like the others: no code of the program names it.</summary>
public sealed class SixthVendorTests(SixthVendorServer running) : IClassFixture<SixthVendorServer>
{
    private readonly HttpClient _http = running.Server.Client;

    [Fact]
    public async Task Its_projects_are_synced_and_found_by_its_value_of_the_enum()
    {
        var data = await _http.QueryAsync(
            """
            { projects(where: { vendor: { eq: TINY }, name: { in: ["Fence", "Gate", "Path"] } }, order: { name: ASC }) {
                nodes { vendor name status vendorStatus customFields document vendorAccount { name status vendor } } } }
            """
        );
        data.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task Its_value_of_the_enum_is_described_grouped_by_and_taken_as_a_variable()
    {
        var data = await _http.QueryAsync(
            """
            query($vendor: Vendor!) { __type(name: "Vendor") { enumValues { name description } }
              projectAggregates(groupBy: [VENDOR], where: { vendor: { in: [$vendor, PLANHAT] } }) { vendor count } }
            """,
            new { vendor = "TINY" }
        );
        data.GetProperty("__type")
            .GetProperty("enumValues")
            .EnumerateArray()
            .Last()
            .ToString()
            .ShouldBe("""{"name":"TINY","description":"Tiny: three fields and no more."}""");
        data.GetProperty("projectAggregates").Texts("vendor").ShouldBe(["PLANHAT", "TINY"], ignoreOrder: true);
    }

    [Fact]
    public async Task Its_mutations_and_the_unified_ones_change_it_and_are_logged()
    {
        (await _http.MutateAsync("createTinyProject(input: { title: \"By mutation\", colour: \"blue\" })")).State().ShouldBe("SUCCEEDED");
        var vendorAccount = await _http.VendorAccountAsync("tiny-sandbox");
        (
            await _http.MutateAsync(
                $"createProject(input: {{ vendorAccountId: \"{vendorAccount}\", name: \"Unified\", tiny: {{ colour: \"pink\" }} }})"
            )
        )
            .State()
            .ShouldBe("SUCCEEDED");
        var made = (
            await _http.QueryAsync(
                """{ projects(where: { name: { in: ["By mutation", "Unified"] } }, order: { name: ASC }) { nodes { id vendor customFields } } }"""
            )
        )
            .GetProperty("projects")
            .GetProperty("nodes");
        made.EnumerateArray().Select(node => node.GetProperty("customFields").GetProperty("colour").GetString()).ShouldBe(["blue", "pink"]);
        var id = made[0].GetProperty("id").GetString();
        (await _http.MutateAsync($"updateProject(input: {{ projectId: \"{id}\", name: \"Changed\" }})")).State().ShouldBe("SUCCEEDED");
        (await _http.MutateAsync($"deleteTinyProject(input: {{ projectId: \"{id}\" }})")).State().ShouldBe("SUCCEEDED");
        var log = await _http.QueryAsync(
            "{ operations(where: { vendor: { eq: TINY }, state: { eq: SUCCEEDED } }) { nodes { name vendor } } }"
        );
        string[] names = ["createTinyProject", "createProject", "updateProject", "deleteTinyProject"];
        names.ShouldBeSubsetOf(log.GetProperty("operations").GetProperty("nodes").Texts("name"));
    }

    [Fact]
    public async Task Its_input_is_refused_at_another_vendor()
    {
        var vendorAccount = await _http.VendorAccountAsync("planhat-sandbox");
        var refused = await _http.MutateAsync(
            $"createProject(input: {{ vendorAccountId: \"{vendorAccount}\", name: \"No\", tiny: {{ colour: \"red\" }} }})"
        );
        refused.GetProperty("errors").Texts("code").ShouldContain(VendorErrors.WrongVendorInput);
    }

    [Fact]
    public async Task It_is_read_live()
    {
        var data = await _http.QueryAsync("""{ tinyProjects(after: "t001") { name vendor databaseId } }""");
        data.ShouldMatchSnapshot(varying: ["tinyProjects.databaseId"]);
    }

    [Fact]
    public async Task Projects_are_represented_in_its_terms_and_its_own_in_others()
    {
        var data = await _http.QueryAsync(
            """
            { other: projects(first: 1, where: { vendor: { eq: PLANHAT } }) { nodes { name representation(vendor: TINY) { vendor document createRequest { method path body } } } }
              own: projects(where: { name: { eq: "Fence" } }) { nodes { representation(vendor: PLANHAT) { vendor document losses { field } } } } }
            """
        );
        // A project that its vendor has not made stands under the id of its row, which follows from what was synced first.
        data.ShouldMatchSnapshot(varying: ["own.nodes.representation.document._id"]);
    }

    [Fact]
    public async Task Its_capabilities_are_told()
    {
        var data = await _http.QueryAsync(
            """{ vendorAccounts(where: { vendor: { eq: TINY } }) { nodes { capabilities { operations { name by } vendorOperations liveReads fields { field required } } } } }"""
        );
        data.ShouldMatchSnapshot();
    }

    [Fact]
    public async Task OData_has_its_member_its_actions_and_its_rows()
    {
        var metadata = await _http.GetStringAsync("/odata/$metadata");
        metadata.ShouldContain("<Member Name=\"TINY\" Value=\"106\"");
        metadata.ShouldContain("<Action Name=\"CreateTinyProject\"");
        foreach (var filter in new[] { "Vendor eq 'TINY'", "Vendor eq ProjectGraph.Vendor'TINY'", "Vendor in ('TINY')" })
        {
            var rows = (
                await ReadAsync($"Projects?$select=Name,Vendor&$expand=CustomFields&$filter={filter} and Name eq 'Gate'")
            ).GetProperty("value");
            rows[0].GetProperty("Vendor").GetString().ShouldBe("TINY");
            rows[0].GetProperty("CustomFields")[0].GetProperty("Value").GetString().ShouldBe("green");
        }
        var groups = await ReadAsync("Projects?$apply=groupby((Vendor),aggregate($count as Count))");
        groups.GetProperty("value").Texts("Vendor").ShouldContain("TINY");
    }

    [Fact]
    public async Task OData_creates_changes_and_deletes_there()
    {
        var logged = await SendAsync(HttpMethod.Post, "CreateTinyProject", """{"Title":"By action"}""", HttpStatusCode.OK);
        logged.GetProperty("Vendor").GetString().ShouldBe("TINY");
        var vendorAccountId = (await ReadAsync("VendorAccounts?$filter=Vendor eq 'TINY'"))
            .GetProperty("value")[0]
            .GetProperty("Id")
            .GetInt64();
        var made = await SendAsync(
            HttpMethod.Post,
            "Projects",
            $$$"""{"VendorAccount@odata.bind":"VendorAccounts({{{vendorAccountId}}})","Name":"By post","Tiny":{"Colour":"grey"}}""",
            HttpStatusCode.Created
        );
        made.GetProperty("Vendor").GetString().ShouldBe("TINY");
        var path = $"Projects({made.GetProperty("Id").GetInt64()})";
        (await SendAsync(HttpMethod.Patch, path, """{"Name":"By patch"}""", HttpStatusCode.OK))
            .GetProperty("Name")
            .GetString()
            .ShouldBe("By patch");
        (await ReadAsync(path + "/CustomFields")).GetProperty("value")[0].GetProperty("Value").GetString().ShouldBe("grey");
        (await ReadAsync(path + "?$format=application/json;odata.metadata=full"))
            .TryGetProperty("#ProjectGraph.UpdateTinyProject", out _)
            .ShouldBeTrue();
        await SendAsync(HttpMethod.Post, path + "/ProjectGraph.UpdateTinyProject", """{"Colour":"black"}""", HttpStatusCode.OK);
        await SendAsync(HttpMethod.Delete, path, null, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_page_and_the_vendors_document_name_it()
    {
        (await _http.GetStringAsync("/")).ShouldContain("/sandbox/tiny/_about");
        SchemaFiles.Create(running.Server.Services).Single(file => file.Name == "vendors.md").Text.ShouldContain("## Tiny");
    }

    [Fact]
    public void No_other_host_learns_of_it()
    {
        var own = running.Server.Services.GetRequiredService<VendorRegistry>();
        own.Find(TinyConnector.Number).ShouldNotBeNull();
        VendorRegistry.BuiltIn.Find(TinyConnector.Number).ShouldBeNull();
        EnumModel.Get(typeof(Vendor)).Find((long)TinyConnector.Number).ShouldBeNull();
        GraphModel.Instance.Projects.Field(nameof(Project.Vendor)).Enum!.Find("TINY").ShouldBeNull();
        VendorRegistry.BuiltIn.FindUnified("createProject")!.Input.Find("tiny").ShouldBeNull();
    }

    private async Task<JsonElement> ReadAsync(string path) => JsonDocument.Parse(await _http.GetStringAsync("/odata/" + path)).RootElement;

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, "/odata/" + path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, text);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
