using System.Net;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed partial class WritingTests
{
    [Fact]
    public async Task A_project_is_created_changed_and_deleted_by_keys_as_segments()
    {
        using var created = await SendAsync(
            HttpMethod.Post,
            "/Projects",
            $$"""{"VendorAccount@odata.bind":"VendorAccounts/{{await PlanhatAsync()}}","Name":"By segments","Company@odata.bind":"{{server.Address}}odata/Companies/{{await CompanyAsync()}}"}"""
        );
        var id = (await JsonAsync(created, HttpStatusCode.Created)).GetProperty("Id").GetInt64();
        created.Headers.Location!.AbsolutePath.ShouldBe($"/odata/Projects({id})");
        using var stale = await SendAsync(HttpMethod.Patch, $"/Projects/{id}", """{"Name":"Changed"}""", ("If-Match", "W/\"0\""));
        await JsonAsync(stale, HttpStatusCode.PreconditionFailed);
        using var changed = await SendAsync(
            HttpMethod.Patch,
            $"/Projects/{id}",
            """{"Name":"Changed"}""",
            ("If-Match", created.Headers.ETag!.ToString())
        );
        var project = await JsonAsync(changed, HttpStatusCode.OK);
        project.GetProperty("Name").GetString().ShouldBe("Changed");
        project.GetProperty("@odata.context").GetString()!.ShouldEndWith("#Projects/$entity");
        using var replaced = await SendAsync(
            HttpMethod.Put,
            $"/Projects/{id}",
            $$"""{"Name":"Replaced","CompanyId":{{project.GetProperty("CompanyId")}}}"""
        );
        (await JsonAsync(replaced, HttpStatusCode.OK)).GetProperty("Name").GetString().ShouldBe("Replaced");
        await NoContentAsync(HttpMethod.Put, $"/Projects/{id}/Name", """{"value":"By its property"}""");
        (await TextAsync($"/Projects/{id}/Name/$value")).ShouldBe("By its property");
        using var action = await SendAsync(
            HttpMethod.Post,
            $"/Projects/{id}/ProjectGraph.UpdatePlanhatProject",
            """{"Name":"By action"}"""
        );
        (await JsonAsync(action, HttpStatusCode.OK)).GetProperty("State").GetString().ShouldBe("SUCCEEDED");
        using var unqualified = await SendAsync(
            HttpMethod.Post,
            $"/Projects/{id}/UpdatePlanhatProject",
            """{"Name":"By its short name"}"""
        );
        (await JsonAsync(unqualified, HttpStatusCode.OK)).GetProperty("State").GetString().ShouldBe("SUCCEEDED");
        (await TextAsync($"/Projects/{id}/Name/$value")).ShouldBe("By its short name");
        await NoContentAsync(HttpMethod.Delete, $"/Projects/{id}", null);
        using var after = await SendAsync(HttpMethod.Get, $"/Projects/{id}", null);
        after.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task References_and_rows_of_a_project_are_named_by_keys_as_segments()
    {
        var id = await GrowCrmAsync();
        var people = await PeopleAsync(id);
        await NoContentAsync(
            HttpMethod.Put,
            $"/Projects/{id}/Assignees/$ref",
            $$"""{"value":[{"@odata.id":"People/{{people[0]}}"},{"@id":"../../People/{{people[1]}}"}]}"""
        );
        await NoContentAsync(
            HttpMethod.Post,
            $"/Projects/{id}/Assignees/$ref",
            $$"""{"@odata.id":"{{server.Address}}odata/People/{{people[2]}}"}"""
        );
        (await IdsAsync($"/Projects/{id}/Assignees")).ShouldBe([people[0], people[1], people[2]], ignoreOrder: true);
        await NoContentAsync(HttpMethod.Delete, $"/Projects/{id}/Assignees/{people[0]}/$ref", null);
        await NoContentAsync(HttpMethod.Delete, $"/Projects({id})/Assignees/{people[1]}/$ref", null);
        await NoContentAsync(HttpMethod.Delete, $"/Projects/{id}/Assignees/$ref?$id=People/{people[2]}", null);
        (await IdsAsync($"/Projects/{id}/Assignees")).ShouldBeEmpty();

        await NoContentAsync(HttpMethod.Put, $"/Projects/{id}/Tags", """{"value":["one","two"]}""");
        var tag = (await GetAsync($"/Projects/{id}/Tags?$filter=Tag eq 'one'")).GetProperty("value")[0].GetProperty("Id").GetInt64();
        using var left = await SendAsync(HttpMethod.Delete, $"/Projects/{id}/Tags/$filter(Tag eq 'two')/{tag}", null);
        left.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await NoContentAsync(HttpMethod.Delete, $"/Projects/{id}/Tags/{tag}", null);
        (await GetAsync($"/Projects/{id}/Tags")).GetProperty("value").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("Companies/x")]
    [InlineData("Companies/-1")]
    [InlineData("Companies/1/2")]
    [InlineData("Companies/1/")]
    [InlineData("People/1")]
    [InlineData("Companies")]
    [InlineData("1")]
    public async Task An_address_of_another_set_is_refused_with_an_example(string address)
    {
        using var response = await SendAsync(
            HttpMethod.Post,
            "/Projects",
            $$"""{"VendorAccount@odata.bind":"VendorAccounts/{{await PlanhatAsync()}}","Name":"x","Company@odata.bind":"{{address}}"}"""
        );
        (await JsonAsync(response, HttpStatusCode.BadRequest))
            .GetProperty("error")
            .GetProperty("message")
            .GetString()
            .ShouldBe($"'{address}' is not the address of an entity of Companies. Send one such as Companies(1) or Companies/1.");
    }
}
