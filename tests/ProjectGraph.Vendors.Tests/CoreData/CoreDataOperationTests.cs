using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataOperationTests : CoreDataHostTests
{
    private const string Programme = "7e9a4c02-7758-11ee-834b-5e7f9b1d3a65";
    private const string WithContact = "ad2e105c-77c8-11ee-aeee-13451b1d7d84";

    [Fact]
    public async Task Create_sends_what_the_documents_print_and_reads_back_what_the_location_names()
    {
        var result = await Host.RunAsync("createCoreDataProject", new { title = "New project", space = CoreDataServer.Space });

        var project = await ResultAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        Requests().ShouldBe(["POST /api/v2/projects/", $"GET /api/v2/projects/{project.VendorId}/"]);
        (project.Name, project.Status, project.CoreData!.SpaceId).ShouldBe(("New project", ProjectStatus.InProgress, CoreDataServer.Space));
    }

    [Fact]
    public async Task Create_takes_every_documented_property()
    {
        var result = await Host.RunAsync(
            "createCoreDataProject",
            new
            {
                space = CoreDataServer.Space,
                title = "Everything",
                aspects = new { url = new { url = "www.azazo.com" } },
                associatedUsers = new object[] { "rey", "leia" },
                contacts = new object[] { CoreDataServer.OtherContact, CoreDataServer.Contact },
                description = "Ünïcode 🚀",
                dueDate = "2026-12-31",
                fileplan = "7d0c11aa-7758-11ee-834b-1a3c5e7f9b21",
                responsibleUsers = new object[] { "padme" },
                status = "project_status:Pending:",
                statusMessage = "waiting",
                subProjectOf = new object[] { Programme },
                tags = new object[] { "b", "a" },
                template = CoreDataServer.StandardTemplate,
            }
        );

        var project = await ResultAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        project.Assignees.Select(person => person.Username).ShouldBe(["rey", "leia"], ignoreOrder: true);
        project.Managers.Single().Name.ShouldBe("Padme Amidala");
        project.Contacts.Select(contact => contact.Contact).ShouldBe([CoreDataServer.OtherContact, CoreDataServer.Contact]);
        project.Tags.Select(tag => tag.Tag).ShouldBe(["b", "a"]);
        (project.Status, project.VendorStatus, project.DueDate).ShouldBe(
            (ProjectStatus.NotStarted, "project_status:Pending:", new DateOnly(2026, 12, 31))
        );
        project.CustomFieldsJson.ShouldBe("""{"url":{"url":"www.azazo.com"}}""");
        var own = project.CoreData!;
        (own.StatusMessage, own.FileplanTitle, own.Template).ShouldBe(("waiting", "1.2 Contracts", CoreDataServer.StandardTemplate));
        own.SubProjectOf.ShouldBe($"""["{Programme}"]""");
    }

    [Fact]
    public async Task What_only_a_write_tells_outlives_a_sync_until_a_write_empties_it()
    {
        var project = await ResultAsync(
            await Host.RunAsync("updateCoreDataProject", new { subProjectOf = new object[] { Programme } }, await ProjectIdAsync())
        );
        await Host.SyncAsync(Channel);
        (await ProjectAsync()).CoreData!.SubProjectOf.ShouldBe(project.CoreData!.SubProjectOf);

        await Host.RunAsync("updateCoreDataProject", new { subProjectOf = (object?)null }, project.Id);

        (await ProjectAsync()).CoreData!.SubProjectOf.ShouldBeNull();
    }

    [Fact]
    public async Task Update_changes_only_what_it_names()
    {
        var before = await ProjectAsync();

        var result = await Host.RunAsync("updateCoreDataProject", new { title = "Updated project" }, before.Id);

        var project = await ResultAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (project.Name, project.DueDate, project.CoreData!.Version).ShouldBe(("Updated project", before.DueDate, "0.2"));
        project.CoreData.Path.ShouldBe("/domain/spaces/Spaces/Space/Projects/Updated project");
    }

    [Fact]
    public async Task Update_empties_what_is_null()
    {
        var id = await ProjectIdAsync();
        await ResultAsync(
            await Host.RunAsync(
                "updateCoreDataProject",
                new
                {
                    description = "d",
                    statusMessage = "m",
                    fileplan = "7d0c11aa-7758-11ee-834b-1a3c5e7f9b21",
                    tags = new object[] { "t" },
                    responsibleUsers = new object[] { "rey" },
                    aspects = new { url = new { url = "x" } },
                    template = CoreDataServer.StandardTemplate,
                },
                id
            )
        );

        var result = await Host.RunAsync(
            "updateCoreDataProject",
            new
            {
                description = (object?)null,
                statusMessage = (object?)null,
                fileplan = (object?)null,
                tags = (object?)null,
                dueDate = (object?)null,
                responsibleUsers = (object?)null,
                aspects = (object?)null,
                template = (object?)null,
            },
            id
        );

        var project = await ResultAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (
            project.Description,
            project.DueDate,
            project.CustomFieldsJson,
            project.CoreData!.StatusMessage,
            project.CoreData.Fileplan,
            project.CoreData.Template
        ).ShouldBe((null, null, null, null, null, null));
        (project.Tags.Count, project.Managers.Count, project.CustomFields.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Delete_removes_the_project_from_vendor_and_graph()
    {
        var id = await ProjectIdAsync();

        var result = await Host.RunAsync("deleteCoreDataProject", new { }, id);

        (result.State, result.DeletedProjectId).ShouldBe((OperationState.Succeeded, id));
        AtVendor().ShouldBeNull();
        (await Host.Store.FindProjectAsync(id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_contact_is_added_behind_those_that_the_vendor_shows_now()
    {
        var id = await ProjectIdAsync(WithContact);
        Change(WithContact, row => row["contacts"] = new JsonArray(CoreDataServer.OtherContact));

        var result = await Host.RunAsync("addCoreDataProjectContact", new { contactId = CoreDataServer.Contact }, id);

        var project = await ResultAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        project.Contacts.Select(contact => contact.Contact).ShouldBe([CoreDataServer.OtherContact, CoreDataServer.Contact]);
        var path = $"/api/v2/projects/{WithContact}/";
        Requests().ShouldBe([$"GET {path}", $"PUT {path}", $"GET {path}"]);
    }

    [Fact]
    public async Task A_contact_that_is_there_already_is_not_added_twice()
    {
        var result = await Host.RunAsync(
            "addCoreDataProjectContact",
            new { contactId = CoreDataServer.Contact },
            await ProjectIdAsync(WithContact)
        );

        (await ResultAsync(result)).Contacts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_contact_for_a_deleted_project_is_refused()
    {
        var id = await ProjectIdAsync(WithContact);
        Sandbox.Run(() => Sandbox.Store["projects"].Remove(WithContact));

        var result = await Host.RunAsync("addCoreDataProjectContact", new { contactId = CoreDataServer.Contact }, id);

        (result.State, result.Errors.Single().Code, Writes()).ShouldBe((OperationState.Refused, VendorErrors.VendorNotFound, 0));
    }

    [Fact]
    public async Task A_dry_run_answers_the_exact_request_and_sends_nothing()
    {
        var (id, space) = (await ProjectIdAsync(WithContact), CoreDataServer.Space);

        var create = await OperationAsync(
            await Host.RunAsync(
                "createCoreDataProject",
                new
                {
                    title = "Dry",
                    space,
                    dryRun = true,
                }
            )
        );
        var update = await OperationAsync(await Host.RunAsync("updateCoreDataProject", new { title = "Dry", dryRun = true }, id));
        var delete = await OperationAsync(await Host.RunAsync("deleteCoreDataProject", new { dryRun = true }, id));
        var contact = await OperationAsync(
            await Host.RunAsync("addCoreDataProjectContact", new { contactId = CoreDataServer.OtherContact, dryRun = true }, id)
        );

        var all = new[] { create, update, delete, contact };
        all.ShouldAllBe(operation => operation.State == OperationState.Planned);
        all.Select(operation => operation.Request()).ShouldMatchSnapshot();
        Requests().ShouldBeEmpty();
    }

    private void Change(string id, Action<JsonObject> change) =>
        Sandbox.Run(() =>
        {
            var row = Sandbox.Store["projects"].Get(id)!;
            change(row);
            Sandbox.Store["projects"].Put(id, row);
            return true;
        });
}
