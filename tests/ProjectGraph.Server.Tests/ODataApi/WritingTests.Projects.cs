using System.Net;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed partial class WritingTests
{
    [Fact]
    public async Task A_change_may_be_planned_only()
    {
        var id = await CreateAsync("Dry run of a change");
        foreach (
            var (method, path, body) in new[]
            {
                (
                    "POST",
                    "/Projects",
                    $$"""{"VendorAccountId":{{await PlanhatAsync()}},"Name":"Dry","CompanyId":{{await CompanyAsync()}},"DryRun":true}"""
                ),
                ("PATCH", $"/Projects({id})", """{"Name":"Dry","DryRun":true}"""),
            }
        )
        {
            using var response = await SendAsync(new(method), path, body);
            (await JsonAsync(response, HttpStatusCode.OK)).GetProperty("State").GetString().ShouldBe("PLANNED");
        }
        (await TextAsync($"/Projects({id})/Name/$value")).ShouldBe("Dry run of a change");
    }

    [Fact]
    [Clause("U-20"), Clause("U-28")]
    public async Task A_project_is_created_in_what_it_belongs_to()
    {
        var company = await CompanyAsync();
        using var response = await SendAsync(
            HttpMethod.Post,
            $"/Companies({company})/Projects",
            """{"Name":"By the company"}""",
            ("Prefer", "return=minimal")
        );
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent, await response.Content.ReadAsStringAsync());
        response.Headers.GetValues("Preference-Applied").ShouldBe(["return=minimal"]);
        response.Headers.GetValues("OData-EntityId").ShouldBe([response.Headers.Location!.ToString()]);
        var project = await GetAsync(response.Headers.Location.PathAndQuery["/odata".Length..]);
        project.GetProperty("CompanyId").GetInt64().ShouldBe(company);
        response.Headers.ETag!.ToString().ShouldBe(project.GetProperty("@odata.etag").GetString());
        using var orphan = await SendAsync(HttpMethod.Post, "/Companies(999999)/Projects", """{"Name":"x"}""");
        orphan.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Clause("O-10")]
    public async Task A_replacement_of_what_was_read_changes_what_was_changed_and_empties_what_was_left_out()
    {
        var id = await CreateAsync("To be replaced", """,  "ExternalId":"replace-1","SourceId":"replace-2" """);
        var read = await GetAsync($"/Projects({id})");
        var whole = read.EnumerateObject()
            .Where(member => member.Name is not "SourceId")
            .ToDictionary(member => member.Name, member => (object)member.Value);
        whole["Name"] = "Replaced";
        using var replaced = await SendAsync(
            HttpMethod.Put,
            $"/Projects({id})",
            JsonSerializer.Serialize(whole),
            ("If-Match", read.GetProperty("@odata.etag").GetString()!),
            ("Prefer", "return=representation")
        );
        var after = await JsonAsync(replaced, HttpStatusCode.OK);
        replaced.Headers.GetValues("Preference-Applied").ShouldBe(["return=representation"]);
        after.GetProperty("Name").GetString().ShouldBe("Replaced");
        after.GetProperty("ExternalId").GetString().ShouldBe("replace-1");
        after.GetProperty("SourceId").ValueKind.ShouldBe(JsonValueKind.Null);

        // This vendor cannot clear the company, so a replacement without it is refused.
        using var refused = await SendAsync(HttpMethod.Put, $"/Projects({id})", """{"Name":"Alone"}""");
        (await JsonAsync(refused, HttpStatusCode.BadRequest))
            .GetProperty("error")
            .GetProperty("code")
            .GetString()
            .ShouldBe("UNSUPPORTED_FIELD");
    }

    [Theory]
    [InlineData("PATCH", "If-Match", "*", 404)]
    [InlineData("PUT", "If-None-Match", "*", 404)]
    [InlineData("PUT", "Prefer", "return=minimal", 404)]
    [Clause("U-29")]
    public async Task A_key_is_the_services_to_give(string method, string header, string value, int status)
    {
        using var response = await SendAsync(new(method), "/Projects(999999)", """{"Name":"x"}""", (header, value));
        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("PATCH", "", """{"Name":"Never"}""")]
    [InlineData("DELETE", "", null)]
    [InlineData("POST", "/DeleteProject", "{}")]
    [InlineData("PUT", "/Name", """{"value":"Never"}""")]
    [Clause("U-26")]
    public async Task A_condition_holds_for_every_change(string method, string below, string? body)
    {
        var id = await CreateAsync("Conditional");
        using var stale = await SendAsync(new(method), $"/Projects({id}){below}", body, ("If-Match", "W/\"1\", \"2\""));
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        using var there = await SendAsync(new(method), $"/Projects({id}){below}", body, ("If-None-Match", "*"));
        there.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var tag = (await GetAsync($"/Projects({id})")).GetProperty("@odata.etag").GetString()!;
        using var current = await SendAsync(new(method), $"/Projects({id}){below}", body, ("If-Match", $"W/\"1\", {tag}"));
        ((int)current.StatusCode).ShouldBeOneOf(200, 204);
    }

    [Fact]
    [Clause("U-30"), Clause("U-31")]
    public async Task A_property_is_changed_by_its_value_or_its_text_and_emptied()
    {
        var id = await CreateAsync("A property", """,  "ExternalId":"property-1" """);
        using var value = await SendAsync(HttpMethod.Put, $"/Projects({id})/Name", """{"value":"By value"}""");
        value.StatusCode.ShouldBe(HttpStatusCode.NoContent, await value.Content.ReadAsStringAsync());
        (await TextAsync($"/Projects({id})/Name/$value")).ShouldBe("By value");
        using var raw = new HttpRequestMessage(HttpMethod.Put, $"/odata/Projects({id})/Name/$value")
        {
            Content = new StringContent("By text"),
        };
        (await server.Client.SendAsync(raw)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await TextAsync($"/Projects({id})/Name/$value")).ShouldBe("By text");
        using var emptied = await SendAsync(HttpMethod.Delete, $"/Projects({id})/ExternalId", null);
        emptied.StatusCode.ShouldBe(HttpStatusCode.NoContent, await emptied.Content.ReadAsStringAsync());
        (await GetAsync($"/Projects({id})")).GetProperty("ExternalId").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("PUT", "/Name", "{}", 400)]
    [InlineData("PUT", "/Name", """{"value":7}""", 400)]
    [InlineData("DELETE", "/Name", null, 400)]
    [InlineData("PUT", "/Progress", """{"value":50}""", 400)]
    [InlineData("DELETE", "/SyncedAt", null, 405)]
    [InlineData("PUT", "/Company/Name", """{"value":"x"}""", 405)]
    public async Task A_property_that_can_not_be_changed_so_is_refused(string method, string below, string? body, int status)
    {
        using var response = await SendAsync(new(method), $"/Projects({await ProjectAsync()}){below}", body);
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    [Produces(nameof(ErrorCodes.InvalidRepeatability))]
    public async Task A_repeated_request_is_done_once()
    {
        var id = Guid.NewGuid().ToString();
        var sent = ("Repeatability-First-Sent", "Sat, 21 Nov 2026 04:00:00 GMT");
        var body = $$"""{"VendorAccountId":{{await PlanhatAsync()}},"Name":"Only once","CompanyId":{{await CompanyAsync()}}}""";
        using var first = await SendAsync(HttpMethod.Post, "/Projects", body, ("Repeatability-Request-ID", id), sent);
        using var second = await SendAsync(HttpMethod.Post, "/Projects", body, ("Repeatability-Request-ID", id), sent);
        first.Headers.GetValues("Repeatability-Result").ShouldBe(["accepted"]);
        second.Headers.GetValues("Repeatability-Result").ShouldBe(["accepted"]);
        second.StatusCode.ShouldBe(HttpStatusCode.Created, await second.Content.ReadAsStringAsync());
        second.Headers.Location.ShouldBe(first.Headers.Location);

        using var other = await SendAsync(
            HttpMethod.Post,
            "/Projects",
            body.Replace("once", "twice", StringComparison.Ordinal),
            ("Repeatability-Request-ID", id),
            sent
        );
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        other.Headers.GetValues("Repeatability-Result").ShouldBe(["rejected"]);
        using var half = await SendAsync(HttpMethod.Post, "/Projects", body, ("Repeatability-Request-ID", id));
        (await JsonAsync(half, HttpStatusCode.BadRequest))
            .GetProperty("error")
            .GetProperty("code")
            .GetString()
            .ShouldBe("INVALID_REPEATABILITY");
        using var nonsense = await SendAsync(
            HttpMethod.Post,
            "/Projects",
            body,
            ("Repeatability-Request-ID", id),
            ("Repeatability-First-Sent", "yesterday")
        );
        nonsense.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<long> CreateAsync(string name, string more = "")
    {
        using var created = await SendAsync(
            HttpMethod.Post,
            "/Projects",
            $$"""{"VendorAccountId":{{await PlanhatAsync()}},"CompanyId":{{await CompanyAsync()}},"Name":"{{name}}"{{more}}}"""
        );
        return (await JsonAsync(created, HttpStatusCode.Created)).GetProperty("Id").GetInt64();
    }

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await server.Client.GetStringAsync("/odata" + path));

    private Task<string> TextAsync(string path) => server.Client.GetStringAsync("/odata" + path);
}
