using System.Globalization;

namespace ProjectGraph.Server.Tests.Costs;

[Collection(SharedServer.Name)]
public sealed class ODataCostTests(RunningServer server)
{
    private readonly HttpClient _http = server.Client;

    [Fact]
    [Produces(nameof(ErrorCodes.QueryTooCostly))]
    public async Task What_costs_too_much_is_refused_with_the_change_that_fits()
    {
        var response = await _http.GetAsync("/odata/Companies?$expand=Projects($top=1000;$expand=Managers,Assignees)");
        var message = await response.ShouldBeErrorAsync(ErrorCodes.QueryTooCostly);
        message.ShouldContain("Most of it lies in `Companies/Projects/Managers`");
        message.ShouldContain("ask for `$top=95` of `Companies`");
        (
            await _http.GetAsync("/odata/Companies?$top=96&$expand=Projects($top=1000;$expand=Managers,Assignees)")
        ).IsSuccessStatusCode.ShouldBeFalse();
        (
            await _http.GetAsync("/odata/Companies?$top=95&$expand=Projects($top=1000;$expand=Managers,Assignees)")
        ).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData(
        "Projects?$expand=Company,Owner,VendorAccount,Managers,Assignees,Tags,CustomFields,Contacts,Heatpunk,Planhat,GrowCrm,CoreData,Productive",
        10_000
    )]
    [InlineData("Companies?$expand=Projects", 10_000)]
    [InlineData("VendorAccounts?$expand=Projects($top=1000;$expand=Managers)", 10)]
    public async Task What_a_BI_tool_loads_fits_at_the_largest_page(string path, int pageSize)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/odata/" + path);
        request.Headers.Add("Prefer", $"odata.maxpagesize={pageSize}");
        var response = await _http.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_larger_page_of_a_known_url_is_weighed_again()
    {
        const string Path = "/odata/Companies?$expand=Projects($top=1000;$expand=Owner)&$select=Id";
        (await _http.GetAsync($"{Path}&$top=5")).IsSuccessStatusCode.ShouldBeTrue();
        using var small = new HttpRequestMessage(HttpMethod.Get, Path);
        small.Headers.Add("Prefer", "maxpagesize=10");
        (await _http.SendAsync(small)).IsSuccessStatusCode.ShouldBeTrue();
        await (await _http.GetAsync(Path)).ShouldBeErrorAsync(ErrorCodes.QueryTooCostly);
    }

    [Fact]
    public async Task Related_rows_of_one_entity_are_weighed_too() =>
        await (
            await _http.GetAsync(
                "/odata/VendorAccounts(1)?$expand=Projects($top=1000;$expand=Company($expand=Projects($top=1000;$expand=Owner)))"
            )
        ).ShouldBeErrorAsync(ErrorCodes.QueryTooCostly);

    [Fact]
    public async Task Keys_as_segments_and_conditions_in_the_path_are_weighed_as_well()
    {
        await (
            await _http.GetAsync(
                "/odata/VendorAccounts/1?$expand=Projects($top=1000;$expand=Company($expand=Projects($top=1000;$expand=Owner)))"
            )
        ).ShouldBeErrorAsync(ErrorCodes.QueryTooCostly);
        var message = await (
            await _http.GetAsync("/odata/Companies/$filter(Id gt 0)?$expand=Projects($top=1000;$expand=Managers,Assignees)")
        ).ShouldBeErrorAsync(ErrorCodes.QueryTooCostly);
        message.ShouldContain("ask for `$top=95` of `Companies`");
    }

    [Fact]
    public async Task Groups_within_an_expand_are_weighed_by_the_rows_that_they_are_made_of()
    {
        const string Projects =
            "/odata/Companies?$top=200&$expand=Projects($top=1000;$expand=Managers($apply={0}),Assignees($apply={0}),Tags($apply={0}))";
        var ofOne = await (
            await _http.GetAsync(string.Format(CultureInfo.InvariantCulture, Projects, "aggregate($count as N)"))
        ).ShouldBeErrorAsync(ErrorCodes.QueryTooCostly);
        var ofKeys = await (
            await _http.GetAsync(string.Format(CultureInfo.InvariantCulture, Projects, "groupby((Id));$top=1"))
        ).ShouldBeErrorAsync(ErrorCodes.QueryTooCostly);
        ofOne.ShouldContain("`Companies/Projects/Managers` (2,400,000)");
        ofKeys.ShouldContain("`Companies/Projects/Managers` (4,200,000)");
        (
            await _http.GetAsync("/odata/Companies?$expand=Projects($apply=groupby((Status),aggregate($count as N)))")
        ).IsSuccessStatusCode.ShouldBeTrue();
    }
}
