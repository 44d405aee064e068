using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveReadTests : ProductiveTestsBase
{
    [Fact]
    public async Task The_live_read_finds_one_project_with_its_relations()
    {
        var project = (await Host.LiveReads.RunAsync("productiveProject", Values.Convert(new { id = "669" }), default)).Single();

        (project.VendorId, project.Company!.VendorId, project.Productive!.WorkflowId).ShouldBe(("669", "2568", "781"));
        project.Id.ShouldBeGreaterThan(0);
        Sandbox.Log.Recent().Single().Headers["Content-Type"].ShouldBe("application/vnd.api+json");
    }

    [Fact]
    public async Task The_live_read_of_an_unknown_project_is_empty() =>
        (await Host.LiveReads.RunAsync("productiveProject", Values.Convert(new { id = "999999" }), default)).ShouldBeEmpty();

    [Fact]
    public async Task The_live_list_passes_filter_sort_and_page_on()
    {
        var projects = await Host.LiveReads.RunAsync(
            "productiveProjects",
            Values.Convert(
                new
                {
                    filter = new { status = 2, companyId = new object[] { "2530" } },
                    sort = "-created_at",
                    pageNumber = 1,
                    pageSize = 2,
                }
            ),
            default
        );

        projects.Select(project => project.VendorId).ShouldBe(["666"]);
        Uri.UnescapeDataString(Sandbox.Log.Recent().Single().Url)
            .ShouldStartWith(
                "/api/v2/projects?filter[status]=2&filter[company_id][]=2530&sort=-created_at&page[number]=1&page[size]=2&include="
            );
    }

    [Theory]
    [InlineData("pageSize", 201)]
    [InlineData("pageSize", 0)]
    [InlineData("pageNumber", 0)]
    [InlineData("filter", 3)]
    public async Task An_invalid_argument_is_reported(string name, object value)
    {
        var refused = await Should.ThrowAsync<VendorReadException>(() =>
            Host.LiveReads.RunAsync("productiveProjects", new Dictionary<string, object?> { [name] = value }, default)
        );

        refused.Code.ShouldBe(VendorErrors.InvalidInput);
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_filter_unknown_to_productive_is_reported_with_its_text()
    {
        var refused = await Should.ThrowAsync<VendorReadException>(() =>
            Host.LiveReads.RunAsync("productiveProjects", Values.Convert(new { filter = new { colour = 1 } }), default)
        );

        refused.Message.ShouldContain("Filter 'colour' is not supported on this endpoint");
    }

    [Fact]
    public async Task Companies_people_and_relations_are_synced()
    {
        var project = await ProjectAsync("677");

        (project.Company!.Name, project.Managers.Single().Name, project.Managers[0].Email).ShouldBe(
            ("Test company", "Test Person", "test.person@example.com")
        );
        (project.Productive!.TemplateObjectId, project.Productive.WorkflowId).ShouldBe(("676", "741"));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Without_the_lists_of_companies_and_people_the_projects_are_synced_all_the_same(int status)
    {
        var channel = await Host.ConnectAsync(Data.Model.Vendor.Productive, "projects only");
        Sandbox.Faults.Set([
            .. new[] { "companies", "people" }.Select(list => new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Path = "/api/v2/" + list,
                Status = status,
            }),
        ]);

        var report = await Host.SyncAsync(channel);

        (report.Error, report.Quarantined, await Host.CountAsync(channel)).ShouldBe((null, 0, await Host.CountAsync(Channel)));
        var project = (await Host.FindAsync(channel, "677"))!;
        (project.Company!.Name, project.Managers.Single().Name).ShouldBe(("Test company", "Test Person"));
    }

    [Fact]
    public async Task A_list_of_companies_that_fails_fails_the_sync()
    {
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Path = "/api/v2/companies",
                Status = 401,
            }
        );

        (await Host.SyncAsync(Channel)).Error.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(false, "640")]
    [InlineData(true, "640")]
    [InlineData(true, null)]
    public async Task A_deletion_between_two_pages_hides_no_project(bool withCreation, string? deleted)
    {
        var channel = await Host.ConnectAsync(Data.Model.Vendor.Productive, "pages", settings: new() { ["PageSize"] = "5" });
        var pages = 0;
        var seen = new List<string>();

        await foreach (var page in channel.Connector.CreateSync(channel).ReadAsync(null, default))
        {
            seen.AddRange(page.Projects.Select(project => project.VendorId));
            if (page.Projects.Count > 0 && ++pages == 2)
                Sandbox.Run(() =>
                {
                    var projects = Sandbox.Store["projects"];
                    // The last one that was read, by default: the page after it can't repeat it.
                    var gone = projects.Get(deleted ?? seen[^1])!;
                    gone["id"] = "999999";
                    if (withCreation)
                        projects.Put("999999", gone);
                    return projects.Remove(deleted ?? seen[^1]);
                });
        }

        var left = Sandbox.Run(() => Sandbox.Store["projects"].Ids().ToList());
        left.ShouldAllBe(id => seen.Contains(id));
    }
}
