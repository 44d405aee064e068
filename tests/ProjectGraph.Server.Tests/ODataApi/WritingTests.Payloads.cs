using System.Net;
using System.Text;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed partial class WritingTests
{
    [Fact]
    public async Task Long_numbers_may_be_texts_in_what_is_sent()
    {
        var body = $$"""{"VendorAccountId":"{{await PlanhatAsync()}}","CompanyId":"{{await CompanyAsync()}}","Name":"By texts"}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/odata/Projects") { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new("application/json")
        {
            CharSet = "utf-8",
            Parameters = { new("IEEE754Compatible", "true") },
        };
        using var created = await server.Client.SendAsync(request);
        var id = (await JsonAsync(created, HttpStatusCode.Created)).GetProperty("Id").GetInt64();
        using var related = await SendAsync(HttpMethod.Patch, $"/Projects({id})", $$"""{"Company":{"Id":"{{await CompanyAsync()}}"} }""");
        (await JsonAsync(related, HttpStatusCode.OK)).GetProperty("CompanyId").GetInt64().ShouldBe(await CompanyAsync());
    }

    [Theory]
    [InlineData("@odata.bind", "@odata.type", "@odata.etag")]
    [InlineData("@bind", "@type", "@etag")]
    [Clause("M-1"), Clause("O-6"), Clause("O-10")]
    public async Task Control_information_is_read_by_both_its_names_and_annotations_are_skipped(string bind, string type, string etag)
    {
        var id = await CreateAsync(
            "Annotated",
            """,  "ExternalId":"annotated{{bind}}" """.Replace("{{bind}}", bind, StringComparison.Ordinal)
        );
        using var changed = await SendAsync(
            HttpMethod.Patch,
            $"/Projects({id})",
            $$"""{"{{type}}":"#ProjectGraph.Project","{{etag}}":"W/\"0\"","Company{{bind}}":"Companies({{await CompanyAsync()}})","Name":"Changed","Name@my.note":"x","@my.note":{"deep":[1]},"SyncedAt":"2020-01-01T00:00:00Z","Id":5}"""
        );
        var project = await JsonAsync(changed, HttpStatusCode.OK);
        project.GetProperty("Name").GetString().ShouldBe("Changed");
        project.GetProperty("Id").GetInt64().ShouldBe(id);
        project.GetProperty("ExternalId").GetString().ShouldBe("annotated" + bind);
        using var other = await SendAsync(HttpMethod.Patch, $"/Projects({id})", $$"""{"{{type}}":"#ProjectGraph.Company","Name":"x"}""");
        other.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    [Clause("U-32")]
    public async Task A_project_is_created_with_rows_of_its_own()
    {
        using var created = await SendAsync(
            HttpMethod.Post,
            "/Projects?$expand=CustomFields",
            $$"""{"VendorAccountId":{{await PlanhatAsync()}},"CompanyId":{{await CompanyAsync()}},"Name":"Deep","CustomFields":[{"Name":"Deep","Value":"x"}]}"""
        );
        (await JsonAsync(created, HttpStatusCode.Created))
            .GetProperty("CustomFields")
            .EnumerateArray()
            .ShouldContain(field => field.GetProperty("Name").GetString() == "Deep" && field.GetProperty("Value").GetString() == "x");
    }

    [Theory]
    [InlineData("Tags", """[{"Tag":"inline"}]""")]
    [InlineData("Assignees", """[{"@odata.id":"People(1)"}]""")]
    public async Task What_a_vendor_sets_by_another_operation_is_refused_before_the_project_is_made(string relation, string value)
    {
        var vendorAccountId = await FirstAsync("VendorAccounts?$filter=Vendor eq 'GROW_CRM'");
        var company = await FirstAsync($"Companies?$filter=VendorAccountId eq {vendorAccountId}");
        using var response = await SendAsync(
            HttpMethod.Post,
            "/Projects",
            $$"""{"VendorAccountId":{{vendorAccountId}},"CompanyId":{{company}},"Name":"Never made","StartDate":"2026-01-01","GrowCrm":{"CategoryId":1},"{{relation}}":{{value}}}"""
        );
        (await JsonAsync(response, HttpStatusCode.BadRequest))
            .GetProperty("error")
            .GetProperty("code")
            .GetString()
            .ShouldBe("UNSUPPORTED_FIELD");
        (await TextAsync("/Projects/$count?$filter=Name eq 'Never made'")).ShouldBe("0");
    }

    [Theory]
    [InlineData("?$expand=Nope", "application/json", 400)]
    [InlineData("?$top=1", "application/json", 400)]
    [InlineData("", "text/html", 406)]
    [Clause("O-10")]
    public async Task An_answer_that_can_not_be_given_is_refused_before_anything_is_made(string options, string accept, int status)
    {
        var body = $$"""{"VendorAccountId":{{await PlanhatAsync()}},"CompanyId":{{await CompanyAsync()}},"Name":"Never made"}""";
        foreach (var path in (string[])["/Projects", "/CreateProject"])
        {
            using var response = await SendAsync(HttpMethod.Post, path + options, body, ("Accept", accept));
            ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        }
        (await TextAsync("/Projects/$count?$filter=Name eq 'Never made'")).ShouldBe("0");
    }
}
