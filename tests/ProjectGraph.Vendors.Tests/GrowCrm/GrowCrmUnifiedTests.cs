using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.GrowCrm;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Tests.GrowCrm;

public sealed class GrowCrmUnifiedTests : GrowCrmTests
{
    [Fact]
    public async Task Create_makes_the_vendors_request()
    {
        var (client, _, jane) = await KeysAsync();

        var result = await Host.RunAsync(
            "createProject",
            new
            {
                name = "Unified",
                description = "Text",
                companyId = client,
                ownerId = jane,
                startDate = "2026-06-01",
                dueDate = "2026-06-30",
                growCrm = new
                {
                    categoryId = 3L,
                    progressManually = true,
                    billing = new { type = "FIXED", rate = 900m },
                    permissions = new { tasksView = true },
                },
            }
        );

        var project = await NewAsync(result);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (project.GrowCrm!.BillingType, project.GrowCrm.ProgressManually, project.GrowCrm.CreatorId).ShouldBe(
            (GrowCrmBillingType.Fixed, true, 5)
        );
    }

    [Theory]
    [InlineData("startDate")]
    [InlineData("companyId")]
    [InlineData("growCrm.categoryId")]
    public async Task What_a_create_lacks_is_named_before_any_call(string missing)
    {
        var (client, _, _) = await KeysAsync();
        var input = new Dictionary<string, object?>
        {
            ["vendorAccountId"] = Channel.VendorAccount.Id,
            ["name"] = "Lacking",
            ["startDate"] = "2026-06-01",
            ["companyId"] = client,
            ["growCrm"] = new Dictionary<string, object?> { ["categoryId"] = 3L },
        };
        input.Remove(missing.Split('.')[0]);

        var error = (await Host.RunAsync("createProject", input)).Errors.Single();

        (error.Code, error.Field, Writes()).ShouldBe((VendorErrors.RequiredField, missing, 0));
    }

    [Fact]
    public async Task Update_sends_the_whole_project_and_keeps_the_flags()
    {
        var operation = await DoAsync(
            "updateProject",
            new
            {
                name = "Renamed",
                dueDate = (object?)null,
                growCrm = new { billing = new { estimatedHours = 12.5m } },
            }
        );

        operation.Request().ShouldMatchSnapshot();
        var project = await ProjectAsync();
        (project.Name, project.DueDate, project.GrowCrm!.TasksView, project.GrowCrm.EstimatedHours, project.GrowCrm.BillingRate).ShouldBe(
            ("Renamed", null, true, 12.5m, 120m)
        );
    }

    [Theory]
    [InlineData("status", "COMPLETED")]
    [InlineData("progress", 10)]
    [InlineData("reference", "R")]
    [InlineData("mrr", 1)]
    [InlineData("name", null)]
    [InlineData("startDate", null)]
    public async Task What_an_update_can_not_do_is_refused_with_the_way_to_do_it(string field, object? value)
    {
        var result = await Host.RunAsync("updateProject", new Dictionary<string, object?> { [field] = value }, await ProjectIdAsync());

        (result.Errors.Single().Code, result.Errors[0].Field, Writes()).ShouldBe((VendorErrors.UnsupportedField, field, 0));
    }

    [Fact]
    public async Task The_client_can_not_be_changed()
    {
        var (client, _, _) = await KeysAsync();

        var error = (await Host.RunAsync("updateProject", new { companyId = client }, await ProjectIdAsync())).Errors.Single();

        (error.Code, error.Field).ShouldBe((VendorErrors.UnsupportedField, "companyId"));
        error.Message.ShouldContain("client");
    }

    [Fact]
    public async Task A_refusal_comes_in_the_callers_words()
    {
        var result = await Host.RunAsync("updateProject", new { dueDate = "2020-01-01" }, await ProjectIdAsync());

        (result.Errors.Single().Field, Writes()).ShouldBe(("dueDate", 0));
        result.Errors[0].Message.ShouldBe("'dueDate' must be on or after the start date, 2026-06-01.");
    }

    [Fact]
    public async Task A_category_that_the_vendor_does_not_know_is_named_as_the_caller_does()
    {
        var result = await Host.RunAsync("updateProject", new { growCrm = new { categoryId = 999L } }, await ProjectIdAsync());

        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.VendorValidation, "growCrm.categoryId"));
    }

    [Fact]
    public async Task Status_goes_by_the_graphs_word_or_the_vendors()
    {
        (await DoAsync("setProjectStatus", new { status = "COMPLETED" })).RequestBody.ShouldBe("""{"status":"completed"}""");
        (await DoAsync("setProjectStatus", new { vendorStatus = "on_hold" })).RequestBody.ShouldBe("""{"status":"on_hold"}""");
        (await ProjectAsync()).Status.ShouldBe(ProjectStatus.OnHold);

        var result = await Host.RunAsync("setProjectStatus", new { vendorStatus = "paused" }, await ProjectIdAsync());
        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.InvalidInput, "vendorStatus"));
    }

    [Fact]
    public async Task People_are_named_by_the_graphs_ids()
    {
        var (_, john, jane) = await KeysAsync();

        (await DoAsync("assignProject", new { assigneeIds = new object[] { john, jane } })).RequestBody.ShouldBe("""{"assigned":[2,5]}""");
        (await DoAsync("setProjectManager", new { managerId = jane })).RequestBody.ShouldBe("""{"manager":5}""");
        (await ProjectAsync()).Managers.Single().Id.ShouldBe(jane);

        (await DoAsync("setProjectManager", new { managerId = (object?)null })).RequestBody.ShouldBe("""{"manager":null}""");
        (await DoAsync("assignProject", new { assigneeIds = Array.Empty<object>() })).RequestBody.ShouldBe("""{"assigned":[]}""");
    }

    [Fact]
    public async Task Progress_tags_archive_and_restore_are_done_by_the_vendors_actions()
    {
        await DoAsync("setProjectProgress", new { progress = 55 });
        await DoAsync("setProjectTags", new { tags = new object[] { "new" } });
        await DoAsync("archiveProject", new { });

        var project = await ProjectAsync();
        (project.Progress, project.Tags.Single().Tag, project.Archived).ShouldBe((55, "new", true));
        await DoAsync("restoreProject", new { });
        (await ProjectAsync()).Archived.ShouldBe(false);
    }

    [Fact]
    public async Task Delete_removes_the_project()
    {
        var id = await ProjectIdAsync();

        (await Host.RunAsync("deleteProject", new { }, id)).DeletedProjectId.ShouldBe(id);

        AtVendor().ShouldBeNull();
    }

    [Fact]
    public async Task Upsert_is_not_documented()
    {
        var result = await Host.RunAsync(
            "upsertProjects",
            new
            {
                projects = new object[] { new { projectId = await ProjectIdAsync(), name = "A" } },
                vendorAccountId = Channel.VendorAccount.Id,
            }
        );

        (result.Errors.Single().Code, Writes()).ShouldBe((VendorErrors.UnsupportedOperation, 0));
    }

    [Fact]
    public async Task Copy_within_the_vendor_account_is_the_vendors_clone()
    {
        var result = await Host.RunAsync(
            "copyProject",
            new
            {
                name = "Copy",
                dueDate = "2026-09-30",
                growCrm = new { copyTasks = true, copyTasksChecklist = true },
            },
            await ProjectIdAsync()
        );

        (await NewAsync(result)).DueDate.ShouldBe(new DateOnly(2026, 9, 30));
        var operation = await OperationAsync(result);
        operation.RequestUrl.ShouldEndWith("/api/projects/42/clone");
        Json(operation.RequestBody)
            .ShouldBeJson("""{"project_title":"Copy","project_date_due":"2026-09-30","copy_tasks":"on","copy_tasks_checklist":"on"}""");
    }

    [Fact]
    public async Task What_a_clone_can_not_set_is_refused()
    {
        var (_, john, _) = await KeysAsync();

        var result = await Host.RunAsync(
            "copyProject",
            new
            {
                name = "Copy",
                managerId = john,
                growCrm = new { billing = new { rate = 1m } },
            },
            await ProjectIdAsync()
        );

        result
            .Errors.Select(error => (error.Code, error.Field))
            .ShouldBe([(VendorErrors.UnsupportedField, "managerId"), (VendorErrors.UnsupportedField, "growCrm.billing")]);
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task What_a_clone_can_not_set_is_a_loss_to_a_lenient_caller()
    {
        var (_, john, _) = await KeysAsync();

        var result = await Host.RunAsync(
            "copyProject",
            new
            {
                name = "Copy",
                lenient = true,
                managerId = john,
                growCrm = new { billing = new { rate = 1m } },
            },
            await ProjectIdAsync()
        );

        result.State.ShouldBe(OperationState.Succeeded);
        result.Losses.Select(loss => loss.Field).ShouldBe(["managerId", "growCrm.billing"]);
        Json((await OperationAsync(result)).RequestBody).ShouldBeJson("""{"project_title":"Copy"}""");
    }

    [Fact]
    public async Task A_copy_from_another_vendor_is_composed_and_reports_losses()
    {
        var (client, _, _) = await KeysAsync();
        var planhat = await Host.ConnectAsync(Vendor.Planhat, "planhat");
        await Host.SyncAsync(planhat);
        var source = (await Host.FindAsync(planhat, "6101a50072c0e0884d5e8db1"))!;

        var result = await Host.RunAsync(
            "copyProject",
            new
            {
                name = "From Planhat",
                vendorAccountId = Channel.VendorAccount.Id,
                companyId = client,
                growCrm = new { categoryId = 3L },
            },
            source.Id
        );

        var copy = await NewAsync(result);
        (copy.Vendor, copy.Name, copy.StartDate).ShouldBe((Vendor.GrowCrm, "From Planhat", source.StartDate));
        result.Losses.Select(loss => loss.Field).ShouldBe(["currency", "mrr", "customFields"], ignoreOrder: true);
    }

    [Fact]
    public async Task Refresh_reads_the_project_again()
    {
        ChangeAtVendor(row => row["title"] = "Renamed there");

        (await Host.RunAsync("refreshProject", new { }, await ProjectIdAsync())).State.ShouldBe(OperationState.Succeeded);

        (await ProjectAsync()).Name.ShouldBe("Renamed there");
    }

    [Fact]
    public async Task Sync_reports_what_it_did()
    {
        ChangeAtVendor(row => row["title"] = "Renamed there");

        var result = await Host.RunAsync("syncVendorAccount", new { vendorAccountId = Channel.VendorAccount.Id });

        (result.State, result.Extra!["changed"]!.GetValue<int>()).ShouldBe((OperationState.Succeeded, 1));
    }

    [Theory]
    [InlineData(typeof(CreateGrowCrmProjectInput), "createProject")]
    [InlineData(typeof(UpdateGrowCrmProjectInput), "updateProject")]
    [InlineData(typeof(CloneGrowCrmProjectInput), "copyProject")]
    public void Every_field_that_can_be_refused_has_a_name_in_the_callers_words(Type input, string operation)
    {
        var own = InputModel.Get(VendorRegistry.BuiltIn.Find(Vendor.GrowCrm)!.CopyInput!);
        var unified = VendorRegistry.BuiltIn.FindUnified(operation)!.Input;

        foreach (var field in InputModel.Get(input).Fields)
        {
            var name = VendorRegistry.BuiltIn.Find(Vendor.GrowCrm)!.UnifiedNames.GetValueOrDefault(field.Name, field.Name);
            var model = name.StartsWith("growCrm.", StringComparison.Ordinal) ? own : unified;
            foreach (var part in name.Replace("growCrm.", "", StringComparison.Ordinal).Split('.'))
            {
                var found = model.Find(part).ShouldNotBeNull(name);
                if (found.Shape is InputShape.Nested nested)
                    model = nested.Model;
            }
        }
    }
}
