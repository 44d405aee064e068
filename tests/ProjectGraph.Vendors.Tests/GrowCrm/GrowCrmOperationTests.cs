using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

public sealed class GrowCrmOperationTests : GrowCrmTests
{
    private static readonly object Example = new
    {
        projectClientid = 12L,
        projectTitle = "Website Redesign",
        projectDateStart = "2026-06-01",
        projectDateDue = "2026-08-30",
        projectCategoryid = 3L,
        projectBillingType = "HOURLY",
        projectBillingRate = 120m,
        clientpermTasksView = true,
    };

    [Fact]
    public async Task Create_sends_the_documents_parameters_and_stores_what_comes_back()
    {
        var result = await Host.RunAsync("createGrowCrmProject", Example);

        var project = await NewAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (project.Status, project.Archived, project.DueDate).ShouldBe((ProjectStatus.NotStarted, false, new DateOnly(2026, 8, 30)));
        (project.GrowCrm!.BillingRate, project.GrowCrm.TasksView, project.GrowCrm.TasksCreate, project.GrowCrm.CategoryName).ShouldBe(
            (120m, true, false, "Development")
        );
        project.Company!.Name.ShouldBe("Acme Inc");
    }

    [Fact]
    public async Task The_creator_is_known_from_what_was_sent_and_a_sync_keeps_it()
    {
        var values = new Dictionary<string, object?>(Values.Convert(Example)) { ["projectCreatorid"] = 5L };

        var project = await NewAsync(await Host.RunAsync("createGrowCrmProject", values));
        await Host.SyncAsync(Channel);

        project.GrowCrm!.CreatorId.ShouldBe(5);
        (await ProjectAsync(project.VendorId)).GrowCrm!.CreatorId.ShouldBe(5);
        AtVendor(project.VendorId)!["creator"]!.ToJsonString().ShouldBe("5");
    }

    [Fact]
    public async Task Update_reads_the_project_and_sends_all_of_it_with_the_changes()
    {
        // The project changed at the vendor since the sync. Fields that the input omits must keep those values.
        ChangeAtVendor(row => row["description"] = "Newer than the graph's.");

        var operation = await DoAsync(
            "updateGrowCrmProject",
            new
            {
                projectTitle = "Redesign II",
                clientpermTasksView = false,
                projectDateDue = (object?)null,
            }
        );

        operation.Request().ShouldMatchSnapshot();
        var project = await ProjectAsync();
        (project.Name, project.DueDate, project.Description).ShouldBe(("Redesign II", null, "Newer than the graph's."));
        (project.GrowCrm!.TasksView, project.GrowCrm.TasksCollaborate, project.GrowCrm.ExpensesView, project.GrowCrm.BillingRate).ShouldBe(
            (false, true, false, 120m)
        );
    }

    [Fact]
    public async Task A_dry_run_shows_the_exact_request_and_sends_nothing()
    {
        var result = await Host.RunAsync("updateGrowCrmProject", new { projectDescription = "Dry", dryRun = true }, await ProjectIdAsync());

        result.State.ShouldBe(OperationState.Planned);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_removes_the_project_from_vendor_and_graph()
    {
        var id = await ProjectIdAsync();

        var result = await Host.RunAsync("deleteGrowCrmProject", new { }, id);

        (result.State, result.DeletedProjectId).ShouldBe((OperationState.Succeeded, id));
        AtVendor().ShouldBeNull();
        (await Host.Store.FindProjectAsync(id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Clone_makes_a_project_with_what_was_asked_for()
    {
        var result = await Host.RunAsync("cloneGrowCrmProject", new { projectTitle = "Copy", copyTasks = true }, await ProjectIdAsync());

        var copy = await NewAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (copy.Name, copy.Company!.VendorId, copy.StartDate, copy.Status).ShouldBe(
            ("Copy", "12", new DateOnly(2026, 6, 1), ProjectStatus.NotStarted)
        );
        (await ProjectAsync()).Name.ShouldBe("Website Redesign");
    }

    [Theory]
    [InlineData("createGrowCrmProject", "projectTitle", " ", "projectTitle")]
    [InlineData("createGrowCrmProject", "projectDateDue", "2026-05-31", "projectDateDue")]
    [InlineData("createGrowCrmProject", "projectDateStart", "soon", "projectDateStart")]
    [InlineData("createGrowCrmProject", "projectBillingType", "BARTER", "projectBillingType")]
    [InlineData("createGrowCrmProject", "projectBillingRate", 1e20, "projectBillingRate")]
    [InlineData("createGrowCrmProject", "projectClientid", null, "projectClientid")]
    public async Task What_a_create_would_be_refused_for_is_told_before_any_call(
        string operation,
        string field,
        object? value,
        string named
    )
    {
        var values = new Dictionary<string, object?>(Values.Convert(Example)) { [field] = value };

        var result = await Host.RunAsync(operation, values);

        result.State.ShouldBe(OperationState.Refused);
        (result.Errors.Single().Field, Writes()).ShouldBe((named, 0));
    }

    [Theory]
    [InlineData("updateGrowCrmProject", "projectDateStart", "2026-12-31", "projectDateDue")]
    [InlineData("updateGrowCrmProject", "projectTitle", "", "projectTitle")]
    [InlineData("updateGrowCrmProject", "projectTitle", null, null)]
    [InlineData("updateGrowCrmProject", "projectClientid", 12L, "projectClientid")]
    [InlineData("cloneGrowCrmProject", "projectTitle", "", "projectTitle")]
    [InlineData("updateGrowCrmProjectProgress", "progress", 101, "progress")]
    [InlineData("updateGrowCrmProjectProgress", "progress", -1, "progress")]
    [InlineData("changeGrowCrmProjectStatus", "status", "UNKNOWN", "status")]
    [InlineData("setGrowCrmProjectManager", "idempotencyKey", "k", "manager")]
    [InlineData("assignGrowCrmProject", "assigned", null, "assigned")]
    [InlineData("setGrowCrmProjectTags", "tags", "one", "tags")]
    public async Task What_a_change_would_be_refused_for_is_told_before_any_call(
        string operation,
        string field,
        object? value,
        string? named
    )
    {
        var result = await Host.RunAsync(operation, new Dictionary<string, object?> { [field] = value }, await ProjectIdAsync());

        result.State.ShouldBe(OperationState.Refused);
        (result.Errors.Single().Field, Writes()).ShouldBe((named, 0));
    }

    [Theory]
    [InlineData("projectClientid", 999999L)]
    [InlineData("projectCategoryid", 999999L)]
    [InlineData("projectCreatorid", 999999L)]
    public async Task A_refused_create_names_the_field_and_the_vendors_text(string field, long value)
    {
        var values = new Dictionary<string, object?>(Values.Convert(Example)) { [field] = value };

        var result = await Host.RunAsync("createGrowCrmProject", values);

        result.State.ShouldBe(OperationState.Refused);
        var error = result.Errors.Single();
        (error.Code, error.Field, error.VendorCode).ShouldBe((VendorErrors.VendorValidation, field, "422"));
        error.Message.ShouldContain("is invalid");
    }

    [Fact]
    public async Task Every_refused_field_is_an_error_of_its_own()
    {
        var values = new Dictionary<string, object?>(Values.Convert(Example))
        {
            ["projectClientid"] = 999999L,
            ["projectCategoryid"] = 999999L,
        };

        var result = await Host.RunAsync("createGrowCrmProject", values);

        result.Errors.Select(error => error.Field).ShouldBe(["projectClientid", "projectCategoryid"]);
    }

    [Theory]
    [InlineData("deleteGrowCrmProject", null, null)]
    [InlineData("updateGrowCrmProject", "projectTitle", "Too late")]
    [InlineData("archiveGrowCrmProject", null, null)]
    [InlineData("cloneGrowCrmProject", "projectTitle", "Too late")]
    [InlineData("stopGrowCrmProjectTimers", null, null)]
    public async Task A_project_deleted_at_the_vendor_is_reported(string operation, string? field, object? value)
    {
        var id = await ProjectIdAsync();
        Sandbox.Run(() => Sandbox.Store["projects"].Remove(Project));
        var input = new Dictionary<string, object?>();
        if (field is not null)
            input[field] = value;

        var result = await Host.RunAsync(operation, input, id);

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Refused, VendorErrors.VendorNotFound));
    }

    [Fact]
    public async Task A_project_of_another_vendor_is_refused_without_a_call()
    {
        var planhat = await Host.ConnectAsync(Vendor.Planhat, "planhat");
        await Host.SyncAsync(planhat);
        var other = (await Host.FindAsync(planhat, "6101a50072c0e0884d5e8db1"))!.Id;

        foreach (var operation in VendorRegistry.BuiltIn.Find(Vendor.GrowCrm)!.Operations.Where(operation => operation.TakesProject))
            (await Host.RunAsync(operation.Name, new { }, other)).Errors.ShouldContain(
                error => error.Code == VendorErrors.WrongVendor,
                operation.Name
            );
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_key_is_reported_with_the_vendors_text()
    {
        var channel = await Host.ConnectAsync(Vendor.GrowCrm, "bad", new() { ["Token"] = "wrong-one" });
        var values = new Dictionary<string, object?>(Values.Convert(Example)) { ["vendorAccountId"] = channel.VendorAccount.Id };

        var error = (await Host.RunAsync("createGrowCrmProject", values)).Errors.Single();

        (error.Code, error.Message).ShouldBe((VendorErrors.VendorUnauthorized, "Unauthorized. A valid API key is required."));
    }
}
