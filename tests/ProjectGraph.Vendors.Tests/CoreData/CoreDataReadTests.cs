using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataReadTests : CoreDataHostTests
{
    [Fact]
    public async Task The_live_read_finds_a_project_by_its_id()
    {
        var project = (await ReadAsync("coreDataProject", new { id = CoreDataServer.Project })).Single();

        (project.Name, project.Id).ShouldBe(("Project", await ProjectIdAsync()));
        Requests().ShouldBe([$"GET /api/v2/projects/{CoreDataServer.Project}/"]);
    }

    [Theory]
    [InlineData("d4d780ae-7758-11ee-9f6f-2b890065fae7")]
    [InlineData("../spaces")]
    [InlineData("a/b?c#d")]
    public async Task The_live_read_of_an_unknown_project_is_empty(string id) =>
        (await ReadAsync("coreDataProject", new { id })).ShouldBeEmpty();

    [Fact]
    public async Task The_live_list_passes_its_page_on()
    {
        var projects = await ReadAsync("coreDataProjects", new { limit = 2, offset = 1 });

        projects.Select(project => project.Number).ShouldBe(["2016-190", "2023-1"]);
        Requests().ShouldBe(["GET /api/v2/projects/?limit=2&offset=1"]);
    }

    [Fact]
    public async Task The_live_list_without_a_page_is_the_vendors_own()
    {
        (await ReadAsync("coreDataProjects", new { })).Count.ShouldBe(10);
        Requests().ShouldBe(["GET /api/v2/projects/"]);
    }

    [Fact]
    public async Task The_live_list_of_a_space_has_its_projects()
    {
        var projects = await ReadAsync("coreDataSpaceProjects", new { spaceId = CoreDataServer.SpaceOfThree });

        projects.Select(project => project.Name).ShouldBe(["Project 1", "Project 2", "Project 3"]);
        projects[0].Tags.Select(tag => tag.Tag).ShouldBe(Enumerable.Range(0, 21).Select(n => $"tag{n}"));
        (
            await ReadAsync(
                "coreDataSpaceProjects",
                new
                {
                    spaceId = CoreDataServer.SpaceOfThree,
                    limit = 1,
                    offset = 1,
                }
            )
        ).Single().Name.ShouldBe("Project 2");
    }

    [Fact]
    public async Task An_unknown_space_is_reported()
    {
        var refused = await Should.ThrowAsync<VendorReadException>(() => ReadAsync("coreDataSpaceProjects", new { spaceId = "nowhere" }));

        refused.Code.ShouldBe(VendorErrors.VendorNotFound);
    }

    [Theory]
    [InlineData("coreDataProjects", "limit", -1)]
    [InlineData("coreDataProjects", "offset", -1)]
    [InlineData("coreDataProject", "id", "")]
    [InlineData("coreDataProject", "id", "..")]
    [InlineData("coreDataSpaceProjects", "spaceId", ".")]
    public async Task An_invalid_argument_is_reported_before_any_call(string read, string argument, object value)
    {
        var refused = await Should.ThrowAsync<VendorReadException>(() =>
            ReadAsync(read, new Dictionary<string, object?> { [argument] = value })
        );

        refused.Code.ShouldBe(VendorErrors.InvalidInput);
        Requests().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sync_misses_nothing_when_something_is_deleted_between_two_pages()
    {
        var channel = await Host.ConnectAsync(Vendor.CoreData, "pages", settings: new() { ["PageSize"] = "3" });
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Path = "/api/v2/projects/",
                After = 1,
            }
        );
        (await Host.SyncAsync(channel)).Error.ShouldNotBeNull();
        Sandbox.Faults.Set();
        Sandbox.Run(() => Sandbox.Store["projects"].Remove(CoreDataServer.WithTask));

        (await Host.SyncAsync(channel)).Error.ShouldBeNull();

        foreach (var id in Sandbox.Run(() => Sandbox.Store["projects"].Ids().ToList()))
            (await Host.FindAsync(channel, id)).ShouldNotBeNull(id);
    }

    [Fact]
    public async Task Who_may_not_list_users_has_those_whom_projects_name()
    {
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Status = 403,
                Path = "/api/v2/users/",
            }
        );
        var channel = await Host.ConnectAsync(Vendor.CoreData, "users");

        (await Host.SyncAsync(channel)).Error.ShouldBeNull();

        var report = (await Host.FindAsync(channel, "de5717aa-8c11-11e6-b4eb-8bf745c1e91c"))!;
        report
            .Managers.Single()
            .ShouldSatisfyAllConditions(
                person => person.VendorId.ShouldBe("padme"),
                person => person.Username.ShouldBe("padme"),
                person => person.Name.ShouldBe("Padme Amidala")
            );
    }

    private Task<IReadOnlyList<Project>> ReadAsync(string name, object input) =>
        Host.LiveReads.RunAsync(name, Values.Convert(input), default);
}
