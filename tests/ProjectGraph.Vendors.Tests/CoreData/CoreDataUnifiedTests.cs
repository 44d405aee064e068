using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.CoreData;

public sealed class CoreDataUnifiedTests : CoreDataHostTests
{
    private const string Report = "de5717aa-8c11-11e6-b4eb-8bf745c1e91c";

    [Fact]
    public async Task Create_takes_the_graphs_ids_and_makes_the_vendors_request()
    {
        var result = await Host.RunAsync(
            "createProject",
            new
            {
                vendorAccountId = Channel.VendorAccount.Id,
                name = "Unified",
                description = "d",
                status = "ON_HOLD",
                dueDate = "2026-06-30",
                managerId = await PersonIdAsync("padme"),
                assigneeIds = new object[] { await PersonIdAsync("rey") },
                tags = new object[] { "x" },
                contacts = new object[] { CoreDataServer.Contact },
                customFields = new { url = new { url = "u" } },
                coreData = new
                {
                    spaceId = CoreDataServer.Space,
                    statusMessage = "m",
                    template = CoreDataServer.StandardTemplate,
                },
            }
        );

        await ResultAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
    }

    [Fact]
    public async Task A_new_project_without_a_space_is_refused_before_any_call()
    {
        var result = await Host.RunAsync("createProject", new { vendorAccountId = Channel.VendorAccount.Id, name = "Unified" });

        (result.Errors.Single().Code, result.Errors[0].Field, Requests().Count).ShouldBe(
            (VendorErrors.RequiredField, "coreData.spaceId", 0)
        );
    }

    [Fact]
    public async Task Update_changes_what_it_names_and_empties_what_is_null()
    {
        var result = await Host.RunAsync(
            "updateProject",
            new
            {
                name = "New",
                description = (object?)null,
                dueDate = (object?)null,
                assigneeIds = Array.Empty<object>(),
                managerId = (object?)null,
                coreData = new { spaceId = CoreDataServer.SpaceOfThree },
            },
            await ProjectIdAsync(Report)
        );

        var project = await ResultAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (project.CoreData!.SpaceId, project.Managers.Count, project.Assignees.Count).ShouldBe((CoreDataServer.SpaceOfThree, 0, 0));
    }

    [Theory]
    [InlineData("startDate", "2026-01-01")]
    [InlineData("progress", 5)]
    [InlineData("currency", "EUR")]
    [InlineData("externalId", "x")]
    public async Task A_field_that_it_has_not_is_refused(string field, object value)
    {
        var result = await Host.RunAsync("updateProject", new Dictionary<string, object?> { [field] = value }, await ProjectIdAsync());

        (result.Errors.Single().Code, result.Errors[0].Field, Writes()).ShouldBe((VendorErrors.UnsupportedField, field, 0));
    }

    [Fact]
    public async Task Status_can_not_be_cleared()
    {
        var result = await Host.RunAsync("updateProject", new { status = (object?)null }, await ProjectIdAsync());

        result.Errors.Single().Code.ShouldBe(VendorErrors.UnsupportedField);
    }

    [Theory]
    [InlineData("NOT_STARTED")]
    [InlineData("IN_PROGRESS")]
    [InlineData("ON_HOLD")]
    [InlineData("COMPLETED")]
    [InlineData("CANCELLED")]
    public async Task Each_status_is_a_code_of_the_value_list_and_reads_back(string status)
    {
        var result = await Host.RunAsync("setProjectStatus", new { status }, await ProjectIdAsync());

        var project = await ResultAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot(status);
        EnumModel.Get(typeof(ProjectStatus)).Find(status)!.Value.ShouldBe(project.Status);
    }

    [Theory]
    [InlineData("project_status:Completed:")]
    [InlineData("Completed")]
    public async Task The_vendors_own_word_is_a_code_or_a_value(string vendorStatus) =>
        (await ResultAsync(await Host.RunAsync("setProjectStatus", new { vendorStatus }, await ProjectIdAsync()))).Status.ShouldBe(
            ProjectStatus.Completed
        );

    [Fact]
    public async Task The_meaning_of_values_can_be_set_per_vendor_account()
    {
        var channel = await Host.ConnectAsync(
            Vendor.CoreData,
            "other",
            settings: new()
            {
                ["StatusCompleted"] = "Archived, Completed",
                ["StatusOnHold"] = "",
                ["StatusNotStarted"] = "On hold",
            }
        );
        await Host.SyncAsync(channel);
        var project = (await Host.FindAsync(channel, Report))!;

        project.Status.ShouldBe(ProjectStatus.Unknown);
        var done = await Host.RunAsync("setProjectStatus", new { status = "COMPLETED", dryRun = true }, project.Id);
        (await BodyAsync(done)).ShouldBeJson("""{"status":"project_status:Archived:"}""");
        var waiting = await Host.RunAsync("setProjectStatus", new { status = "NOT_STARTED" }, project.Id);
        (await BodyAsync(waiting)).ShouldBeJson("""{"status":"project_status:On_hold:"}""");
        (await ResultAsync(waiting)).Status.ShouldBe(ProjectStatus.NotStarted);
        var none = await Host.RunAsync("setProjectStatus", new { status = "ON_HOLD" }, project.Id);
        (none.Errors.Single().Code, none.Errors[0].Field).ShouldBe((VendorErrors.UnsupportedField, "status"));
    }

    [Fact]
    public async Task Assignees_manager_and_tags_are_replaced()
    {
        var (id, rey) = (await ProjectIdAsync(), await PersonIdAsync("rey"));

        var assigned = await Host.RunAsync("assignProject", new { assigneeIds = new object[] { rey, await PersonIdAsync("padme") } }, id);
        (await BodyAsync(assigned)).ShouldBeJson("""{"associated_users":["rey","padme"]}""");
        var managed = await Host.RunAsync("setProjectManager", new { managerId = rey }, id);
        (await BodyAsync(managed)).ShouldBeJson("""{"responsible_users":["rey"]}""");
        var tagged = await Host.RunAsync("setProjectTags", new { tags = new object[] { "q3", "a" } }, id);
        (await BodyAsync(tagged)).ShouldBeJson("""{"tags":["q3","a"]}""");

        var project = await ResultAsync(tagged);
        project.Assignees.Count.ShouldBe(2);
        project.Managers.Single().Username.ShouldBe("rey");
        (await BodyAsync(await Host.RunAsync("setProjectManager", new { managerId = (object?)null }, id))).ShouldBeJson(
            """{"responsible_users":[]}"""
        );
    }

    [Fact]
    public async Task A_person_known_by_display_name_only_can_not_be_assigned()
    {
        var owner = (await ProjectAsync(Report)).OwnerId!.Value;

        var result = await Host.RunAsync("assignProject", new { assigneeIds = new object[] { owner } }, await ProjectIdAsync());

        (result.Errors.Single().Field, Writes()).ShouldBe(("assigneeIds", 0));
        result.Errors[0].Message.ShouldContain("Leia Organa");
    }

    [Theory]
    [InlineData("archiveProject")]
    [InlineData("restoreProject")]
    public async Task What_is_not_documented_is_refused_without_a_call(string operation)
    {
        var result = await Host.RunAsync(operation, new { }, await ProjectIdAsync());

        (result.Errors.Single().Code, Requests().Count).ShouldBe((VendorErrors.UnsupportedOperation, 0));
    }

    [Fact]
    public async Task The_vendors_refusal_names_the_field_as_the_caller_does()
    {
        var result = await Host.RunAsync(
            "updateProject",
            new { customFields = new { colour = new { } }, coreData = new { spaceId = "nowhere", template = "none" } },
            await ProjectIdAsync()
        );

        result.Errors.Select(error => error.Field).ShouldBe(["customFields", "coreData.spaceId", "coreData.template"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_input_of_the_wrong_type_in_the_vendors_own_object_is_named_once()
    {
        var result = await Host.RunAsync("updateProject", new { coreData = new { template = new { } } }, await ProjectIdAsync());

        result.Errors.Single().Field.ShouldBe("coreData.template");
    }

    [Fact]
    public async Task A_copy_at_the_same_vendor_account_stays_in_the_space_and_keeps_all_that_can_be_written()
    {
        var id = await ProjectIdAsync(Report);
        await ResultAsync(
            await Host.RunAsync(
                "updateCoreDataProject",
                new
                {
                    responsibleUsers = new object[] { "padme", "leia" },
                    statusMessage = "m",
                    template = CoreDataServer.StandardTemplate,
                    aspects = new { url = new { url = "u" } },
                },
                id
            )
        );

        var result = await Host.RunAsync("copyProject", new { name = "Copy" }, id);

        var copy = await ResultAsync(result);
        (copy.Name, copy.CoreData!.SpaceTitle, copy.CoreData.StatusMessage, copy.CoreData.Template).ShouldBe(
            ("Copy", "Board meetings", "m", CoreDataServer.StandardTemplate)
        );
        copy.Managers.Select(person => person.Username).ShouldBe(["padme", "leia"], ignoreOrder: true);
        (copy.Status, copy.DueDate, copy.CustomFieldsJson).ShouldBe(
            (ProjectStatus.NotStarted, new DateOnly(2016, 10, 13), """{"url":{"url":"u"}}""")
        );
        result.Losses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refresh_reads_one_project_and_removes_one_that_is_gone()
    {
        var id = await ProjectIdAsync();
        Sandbox.Run(() => Sandbox.Store["projects"].Remove(CoreDataServer.Project));

        (await Host.RunAsync("refreshProject", new { }, await ProjectIdAsync(Report))).State.ShouldBe(OperationState.Succeeded);
        (await Host.RunAsync("refreshProject", new { }, id)).DeletedProjectId.ShouldBe(id);
    }
}
