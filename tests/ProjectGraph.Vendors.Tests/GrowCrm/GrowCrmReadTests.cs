using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.GrowCrm;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

public sealed class GrowCrmReadTests : GrowCrmTests
{
    [Fact]
    public async Task The_live_read_finds_a_project_and_the_graphs_id_of_it()
    {
        var project = (await Host.LiveReads.RunAsync("growCrmProject", Values.Convert(new { id = Project }), default)).Single();

        (project.Name, project.Id).ShouldBe(("Website Redesign", await ProjectIdAsync()));
    }

    [Fact]
    public async Task The_live_read_of_an_unknown_project_is_empty() =>
        (await Host.LiveReads.RunAsync("growCrmProject", Values.Convert(new { id = "999999" }), default)).ShouldBeEmpty();

    [Fact]
    public async Task The_live_list_passes_its_options_on()
    {
        var projects = await Host.LiveReads.RunAsync(
            "growCrmProjects",
            Values.Convert(
                new
                {
                    status = "IN_PROGRESS",
                    clientId = 12L,
                    categoryId = 3L,
                    search = "web",
                    sort = "PROJECT_CREATED",
                    order = "DESC",
                    limit = 20,
                    page = 1,
                }
            ),
            default
        );

        projects.Single().VendorId.ShouldBe(Project);
        Sandbox
            .Log.Recent()
            .Single()
            .Url.ShouldBe(
                "/api/projects?status=in_progress&client_id=12&category_id=3&search=web&sort=project_created&order=desc&limit=20&page=1"
            );
    }

    [Fact]
    public async Task A_filter_that_fits_nothing_gives_nothing() =>
        (
            await Host.LiveReads.RunAsync("growCrmProjects", Values.Convert(new { status = "CANCELLED", clientId = 12L }), default)
        ).ShouldBeEmpty();

    [Theory]
    [InlineData("growCrmProjects", "limit", 101)]
    [InlineData("growCrmProjects", "limit", 0)]
    [InlineData("growCrmProjects", "page", 0)]
    [InlineData("growCrmProjects", "sort", "project_client")]
    [InlineData("growCrmProject", "id", "../team")]
    public async Task A_live_read_with_an_invalid_argument_is_reported(string read, string name, object value)
    {
        var refused = await Should.ThrowAsync<VendorReadException>(() =>
            Host.LiveReads.RunAsync(read, new Dictionary<string, object?> { [name] = value }, default)
        );

        (refused.Code, Sandbox.Log.Recent().Count).ShouldBe((VendorErrors.InvalidInput, 0));
    }

    [Fact]
    public async Task A_sync_brings_clients_and_people_that_no_project_names()
    {
        (
            await Host.RunAsync("assignGrowCrmProject", new { assigned = new object[] { 53L } }, await ProjectIdAsync())
        ).Errors.ShouldBeEmpty();

        (await ProjectAsync()).Assignees.Single().Email.ShouldBe("sam.lee@example.com");
        (await Host.Store.FindCompanyAsync((await ProjectAsync()).CompanyId!.Value, default))!.Phone.ShouldBe("+1 555 0100");
    }

    [Theory]
    [InlineData(0, 100, 100, 1)]
    [InlineData(100, 100, 99, 2)]
    [InlineData(10, 10, 9, 2)]
    [InlineData(1, 2, 2, 1)]
    [InlineData(2, 2, 100, 1)]
    public void A_page_begins_at_the_last_record_of_the_page_before(int seen, int most, int limit, int page) =>
        PageOverlap.After(seen, most, GrowCrmClient.MaxLimit).ShouldBe((limit, page));

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void Overlapping_pages_always_bring_something_new_and_leave_no_gap(int most)
    {
        for (var seen = 1; seen < 20_000; seen++)
        {
            var (limit, page) = PageOverlap.After(seen, most, GrowCrmClient.MaxLimit);

            limit.ShouldBeInRange(1, GrowCrmClient.MaxLimit);
            ((page - 1) * limit).ShouldBeLessThan(seen);
            (page * limit).ShouldBeGreaterThan(seen);
        }
    }

    [Fact]
    public async Task Nothing_is_missed_when_something_is_deleted_between_two_pages()
    {
        using var folder = new TemporaryFolder();
        await using var host = await VendorHost.StartAsync(folder.Path, projects: 40);
        var channel = await host.ConnectAsync(Vendor.GrowCrm, settings: new() { ["PageSize"] = "10" });
        var sandbox = host.Sandbox("grow-crm");
        var read = new List<string>();

        await foreach (var page in channel.Connector.CreateSync(channel).ReadAsync(null, default))
        {
            read.AddRange(page.Projects.Select(project => project.VendorId));
            // Deletes the oldest three remaining ones, so that all later ones move up.
            if (page.Projects.Count > 0)
                sandbox.Run(() => Oldest(sandbox).Take(3).Count(sandbox.Store["projects"].Remove));
        }

        foreach (var left in sandbox.Run(() => Oldest(sandbox).ToList()))
            read.ShouldContain(left);
    }

    [Fact]
    public async Task Very_small_pages_bring_everything_too()
    {
        using var folder = new TemporaryFolder();
        await using var host = await VendorHost.StartAsync(folder.Path, projects: 40);
        var channel = await host.ConnectAsync(Vendor.GrowCrm, settings: new() { ["PageSize"] = "2" });

        (await host.SyncAsync(channel)).Error.ShouldBeNull();

        (await host.CountAsync(channel)).ShouldBe(41);
    }

    [Fact]
    public async Task A_missing_route_is_not_taken_for_a_missing_project()
    {
        var answer = new VendorResponse(
            404,
            new Dictionary<string, string>(),
            """{"message":"The route api/projects/42 could not be found."}"""u8.ToArray()
        );
        var page = new VendorResponse(404, new Dictionary<string, string>(), "<html>Not found</html>"u8.ToArray());

        foreach (var given in new[] { answer, page })
            Channel.Connector.ReadRefusal(given).Single().Code.ShouldBe(VendorErrors.VendorUnavailable);
        (await ProjectAsync()).ShouldNotBeNull();
    }

    private static List<string> Oldest(RunningSandbox sandbox) =>
        [
            .. sandbox
                .Store["projects"]
                .Rows.OrderBy(row => row["dates"]!["created"]!.ToString(), StringComparer.Ordinal)
                .Select(row => row["id"]!.ToJsonString()),
        ];
}
