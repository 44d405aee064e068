using System.Net;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

/// <summary>Tests changes through OData at a vendor's sandbox.</summary>
public sealed partial class WritingTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    [Produces(nameof(ErrorCodes.ETagMismatch))]
    [Clause("U-19"), Clause("U-23"), Clause("U-24"), Clause("U-26"), Clause("U-27")]
    public async Task A_project_is_created_changed_and_deleted()
    {
        using var created = await SendAsync(
            HttpMethod.Post,
            "/Projects",
            $$"""{"VendorAccount@odata.bind":"VendorAccounts({{await PlanhatAsync()}})","Name":"By OData","Company@odata.bind":"Companies({{await CompanyAsync()}})"}"""
        );
        var project = await JsonAsync(created, HttpStatusCode.Created);
        var id = project.GetProperty("Id").GetInt64();
        created.Headers.Location!.AbsolutePath.ShouldBe($"/odata/Projects({id})");
        project.GetProperty("Name").GetString().ShouldBe("By OData");

        using var stale = await SendAsync(HttpMethod.Patch, $"/Projects({id})", """{"Name":"Changed"}""", ("If-Match", "W/\"0\""));
        await JsonAsync(stale, HttpStatusCode.PreconditionFailed);
        using var changed = await SendAsync(
            HttpMethod.Patch,
            $"/Projects({id})",
            """{"Name":"Changed","SyncedAt":"2020-01-01T00:00:00Z"}""",
            ("If-Match", created.Headers.ETag!.ToString())
        );
        (await JsonAsync(changed, HttpStatusCode.OK)).GetProperty("Name").GetString().ShouldBe("Changed");
        changed.Headers.ETag.ShouldNotBe(created.Headers.ETag);

        using var minimal = await SendAsync(HttpMethod.Patch, $"/Projects({id})", """{"Name":"Again"}""", ("Prefer", "return=minimal"));
        minimal.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await SendAsync(HttpMethod.Delete, $"/Projects({id})", null);
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent, await gone.Content.ReadAsStringAsync());
        using var after = await server.Client.GetAsync($"/odata/Projects({id})");
        after.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_dry_run_answers_the_request_and_sends_nothing()
    {
        using var response = await SendAsync(
            HttpMethod.Post,
            "/CreateProject",
            $$"""{"VendorAccountId":{{await PlanhatAsync()}},"Name":"Dry","CompanyId":{{await CompanyAsync()}},"DryRun":true}"""
        );
        var operation = await JsonAsync(response, HttpStatusCode.OK);
        operation.GetProperty("State").GetString().ShouldBe("PLANNED");
        operation.GetProperty("RequestMethod").GetString().ShouldBe("POST");
        operation.GetProperty("RequestBody").GetString()!.ShouldContain("Dry");
        operation.GetProperty("ResponseStatus").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_bound_action_acts_on_its_project()
    {
        var id = await ProjectAsync();
        using var response = await SendAsync(
            HttpMethod.Post,
            $"/Projects({id})/ProjectGraph.UpdatePlanhatProject",
            """{"Name":"By action"}"""
        );
        (await JsonAsync(response, HttpStatusCode.OK)).GetProperty("State").GetString().ShouldBe("SUCCEEDED");
        (await server.Client.GetStringAsync($"/odata/Projects({id})/Name/$value")).ShouldBe("By action");
    }

    [Fact]
    public async Task What_a_vendor_does_not_document_is_refused_by_its_code()
    {
        using var response = await SendAsync(
            HttpMethod.Post,
            $"/Projects({await ProjectAsync()})/SetProjectProgress",
            """{"Progress":50}"""
        );
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBeOneOf(400, 501);
        body.ShouldContain("UNSUPPORTED_");
        response.Headers.GetValues("OData-Version").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("POST", "/Projects", "{", 400)]
    [InlineData("POST", "/Projects", "[]", 400)]
    [InlineData("POST", "/Projects", """{"Nope":1}""", 400)]
    [InlineData("POST", "/Projects", """{"Name":5,"VendorAccountId":1}""", 400)]
    [InlineData("POST", "/Projects", """{"Name":"x","Company@odata.bind":"nonsense"}""", 400)]
    [InlineData("PATCH", "/Projects(999999)", """{"Name":"x"}""", 404)]
    [InlineData("DELETE", "/Projects(999999)", "", 404)]
    [InlineData("POST", "/Projects(999999)/ArchiveProject", "", 404)]
    [InlineData("POST", "/Nope", "{}", 404)]
    [InlineData("POST", "/Projects(1)/Nope", "{}", 404)]
    public async Task A_change_that_makes_no_sense_is_refused(string method, string path, string body, int status)
    {
        using var response = await SendAsync(new(method), path, body.Length == 0 ? null : body);
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
    }

    private async Task<long> PlanhatAsync() => await FirstAsync("VendorAccounts?$filter=Vendor eq 'PLANHAT'");

    private async Task<long> CompanyAsync() => await FirstAsync($"Companies?$filter=VendorAccountId eq {await PlanhatAsync()}");

    private async Task<long> ProjectAsync() => await FirstAsync("Projects?$filter=Vendor eq 'PLANHAT'&$orderby=Id desc");

    private async Task<long> FirstAsync(string query) =>
        JsonElement
            .Parse(await server.Client.GetStringAsync($"/odata/{query}&$top=1&$select=Id"))
            .GetProperty("value")[0]
            .GetProperty("Id")
            .GetInt64();

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, "/odata" + path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await server.Client.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        return JsonElement.Parse(text);
    }
}
