using System.Net;
using System.Text.Json;

namespace ProjectGraph.Server.Tests.ODataApi;

public sealed partial class WritingTests
{
    [Fact]
    [Clause("U-21"), Clause("U-25"), Clause("M-10")]
    public async Task People_are_put_on_a_project_and_taken_off_it_by_reference()
    {
        var id = await GrowCrmAsync();
        var people = await PeopleAsync(id);
        await NoContentAsync(HttpMethod.Put, $"/Projects({id})/Assignees/$ref", """{"value":[]}""");
        await NoContentAsync(HttpMethod.Post, $"/Projects({id})/Assignees/$ref", $$"""{"@odata.id":"People({{people[0]}})"}""");
        await NoContentAsync(
            HttpMethod.Post,
            $"/Projects({id})/Assignees/$ref",
            $$"""{"@id":"{{server.Address}}odata/People({{people[1]}})"}"""
        );
        (await IdsAsync($"/Projects({id})/Assignees")).ShouldBe([people[0], people[1]], ignoreOrder: true);
        await NoContentAsync(HttpMethod.Delete, $"/Projects({id})/Assignees({people[0]})/$ref", null);
        await NoContentAsync(HttpMethod.Delete, $"/Projects({id})/Assignees/$ref?$id=People({people[1]})", null);
        (await IdsAsync($"/Projects({id})/Assignees")).ShouldBeEmpty();
        using var absent = await SendAsync(HttpMethod.Delete, $"/Projects({id})/Assignees({people[0]})/$ref", null);
        absent.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await NoContentAsync(HttpMethod.Put, $"/Projects({id})/Managers/$ref", $$"""{"value":[{"@odata.id":"People({{people[1]}})"}]}""");
        using var second = await SendAsync(
            HttpMethod.Post,
            $"/Projects({id})/Managers/$ref",
            $$"""{"@odata.id":"People({{people[0]}})"}"""
        );
        second.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await IdsAsync($"/Projects({id})/Managers")).ShouldBe([people[1]]);
        await NoContentAsync(HttpMethod.Delete, $"/Projects({id})/Managers/$ref", null);
        (await IdsAsync($"/Projects({id})/Managers")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_add_to_a_list_at_once_both_find_their_entry_there()
    {
        var id = await GrowCrmAsync();
        var people = await PeopleAsync(id);
        await NoContentAsync(HttpMethod.Put, $"/Projects({id})/Assignees/$ref", """{"value":[]}""");
        await Task.WhenAll(
            people
                .Take(3)
                .Select(person =>
                    NoContentAsync(HttpMethod.Post, $"/Projects({id})/Assignees/$ref", $$"""{"@odata.id":"People({{person}})"}""")
                )
        );
        (await IdsAsync($"/Projects({id})/Assignees")).ShouldBe(people.Take(3), ignoreOrder: true);
    }

    [Fact]
    [Clause("U-22")]
    public async Task A_company_is_exchanged_by_reference_where_the_vendor_lets_it()
    {
        var id = await CreateAsync("Changes its company");
        var other = await FirstAsync($"Companies?$filter=VendorAccountId eq {await PlanhatAsync()}&$orderby=Id desc");
        await NoContentAsync(HttpMethod.Put, $"/Projects({id})/Company/$ref", $$"""{"@odata.id":"Companies({{other}})"}""");
        (await GetAsync($"/Projects({id})")).GetProperty("CompanyId").GetInt64().ShouldBe(other);
        using var refused = await SendAsync(HttpMethod.Delete, $"/Projects({id})/Company/$ref", null);
        (await JsonAsync(refused, HttpStatusCode.BadRequest))
            .GetProperty("error")
            .GetProperty("code")
            .GetString()
            .ShouldBe("UNSUPPORTED_FIELD");
    }

    [Fact]
    public async Task Tags_are_set_added_and_removed_as_entities()
    {
        var id = await GrowCrmAsync();
        await NoContentAsync(HttpMethod.Put, $"/Projects({id})/Tags", """{"value":[{"Tag":"first"},"second"]}""");
        using var added = await SendAsync(HttpMethod.Post, $"/Projects({id})/Tags", """{"Tag":"third"}""");
        (await JsonAsync(added, HttpStatusCode.Created)).GetProperty("Tag").GetString().ShouldBe("third");
        (await TextAsync(added.Headers.Location!.PathAndQuery["/odata".Length..] + "/Tag/$value")).ShouldBe("third");
        var first = (await GetAsync($"/Projects({id})/Tags?$filter=Tag eq 'first'")).GetProperty("value")[0].GetProperty("Id").GetInt64();
        await NoContentAsync(HttpMethod.Delete, $"/Projects({id})/Tags({first})", null);
        (await GetAsync($"/Projects({id})/Tags"))
            .GetProperty("value")
            .EnumerateArray()
            .Select(tag => tag.GetProperty("Tag").GetString())
            .ShouldBe(["second", "third"]);
        var third = (await GetAsync($"/Projects({id})/Tags?$filter=Tag eq 'third'")).GetProperty("value")[0].GetProperty("Id").GetInt64();
        using var byTag = await SendAsync(HttpMethod.Delete, $"/ProjectTags({third})", null);
        byTag.StatusCode.ShouldBe(HttpStatusCode.NoContent, await byTag.Content.ReadAsStringAsync());
        (await GetAsync($"/Projects({id})/Tags")).GetProperty("value").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Whom_a_project_is_related_to_is_given_within_it()
    {
        var id = await GrowCrmAsync();
        var people = await PeopleAsync(id);
        var body =
            $$"""{"Assignees":[{"@id":"People({{people[1]}})"},{"Id":{{people[2]}}}],"Managers@odata.bind":["People({{people[0]}})"],"Tags":[{"Tag":"deep"}]}""";
        using var changed = await SendAsync(HttpMethod.Patch, $"/Projects({id})?$expand=Assignees($select=Id),Tags,Managers", body);
        var project = await JsonAsync(changed, HttpStatusCode.OK);
        project
            .GetProperty("Assignees")
            .EnumerateArray()
            .Select(person => person.GetProperty("Id").GetInt64())
            .ShouldBe([people[1], people[2]], ignoreOrder: true);
        project.GetProperty("Managers")[0].GetProperty("Id").GetInt64().ShouldBe(people[0]);
        project.GetProperty("Tags")[0].GetProperty("Tag").GetString().ShouldBe("deep");
    }

    [Theory]
    [InlineData("POST", "/Assignees/$ref", """{"@odata.id":"Companies(1)"}""", 400)]
    [InlineData("POST", "/Assignees/$ref", "{}", 501)]
    [InlineData("PUT", "/Assignees/$ref", """{"@odata.id":"People(1)"}""", 400)]
    [InlineData("PUT", "/VendorAccount/$ref", """{"@odata.id":"VendorAccounts(1)"}""", 405)]
    [InlineData("DELETE", "/Assignees/$ref?$id=nonsense", null, 400)]
    [InlineData("PATCH", "", """{"Assignees@delta":[]}""", 501)]
    [InlineData("PATCH", "", """{"Assignees":[{"Name":"New"}]}""", 501)]
    [InlineData("PATCH", "", """{"Company":"nonsense"}""", 400)]
    [InlineData("PATCH", "", """{"Planhat@odata.bind":"PlanhatProjects(1)"}""", 400)]
    [InlineData("PUT", "/Tags", """{"value":[7]}""", 400)]
    [InlineData("PUT", "/Tags", "{}", 400)]
    [InlineData("POST", "/Tags", """{"Nope":"x"}""", 400)]
    [InlineData("DELETE", "/Tags(999999)", null, 404)]
    public async Task A_relation_that_makes_no_sense_is_refused(string method, string below, string? body, int status)
    {
        using var response = await SendAsync(new(method), $"/Projects({await GrowCrmAsync()}){below}", body);
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        response.Headers.GetValues("OData-Version").ShouldHaveSingleItem();
    }

    private Task<long> GrowCrmAsync() => FirstAsync("Projects?$filter=Vendor eq 'GROW_CRM'&$orderby=Id desc");

    private async Task<long[]> PeopleAsync(long project)
    {
        var vendorAccount = await TextAsync($"/Projects({project})/VendorAccountId/$value");
        return await IdsAsync($"/People?$filter=VendorAccountId eq {vendorAccount}");
    }

    private async Task<long[]> IdsAsync(string path) =>
        [.. (await GetAsync(path)).GetProperty("value").EnumerateArray().Select(item => item.GetProperty("Id").GetInt64())];

    private async Task NoContentAsync(HttpMethod method, string path, string? body)
    {
        using var response = await SendAsync(method, path, body);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent, await response.Content.ReadAsStringAsync());
    }
}
