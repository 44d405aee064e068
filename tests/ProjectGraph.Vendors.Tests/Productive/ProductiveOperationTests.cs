using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveOperationTests : ProductiveTestsBase
{
    [Fact]
    public async Task Create_sends_what_the_documents_print_and_stores_what_is_read_back()
    {
        var result = await Host.RunAsync(
            "createProductiveProject",
            new
            {
                name = "test name",
                projectTypeId = 2,
                companyId = "2530",
                projectManagerId = "3539",
                workflowId = "741",
            }
        );

        result.Errors.ShouldBeEmpty();
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        var project = await OnlyAsync(result);
        (project.Name, project.Number, project.Company!.Name, project.Archived).ShouldBe(("test name", "3", "Test company", false));
        (project.Managers.Single().Name, project.Productive!.WorkflowId).ShouldBe(("Test Person", "741"));
    }

    [Fact]
    public async Task An_internal_project_needs_no_company()
    {
        var result = await Host.RunAsync(
            "createProductiveProject",
            new
            {
                name = "Own",
                projectTypeId = 1,
                projectManagerId = "3539",
                workflowId = "741",
            }
        );

        result.Errors.ShouldBeEmpty();
        (await OnlyAsync(result)).Company.ShouldBeNull();
    }

    [Fact]
    public async Task An_unknown_workflow_is_refused_by_name()
    {
        var result = await Host.RunAsync(
            "createProductiveProject",
            new
            {
                name = "A",
                companyId = "2530",
                projectManagerId = "3539",
                workflowId = "999999",
            }
        );

        result.State.ShouldBe(OperationState.Refused);
        var error = result.Errors.Single();
        (error.Code, error.Field, error.VendorCode, error.Message).ShouldBe(
            (VendorErrors.VendorValidation, "workflowId", "invalid_attribute", "attribute is invalid")
        );
    }

    [Theory]
    [InlineData("name", " ")]
    [InlineData("projectTypeId", 3)]
    [InlineData("companyId", "x")]
    [InlineData("projectManagerId", "../people")]
    [InlineData("workflowId", "")]
    [InlineData("customFields", 3)]
    public async Task What_the_documents_refuse_is_refused_before_any_call(string field, object value)
    {
        var input = new Dictionary<string, object?>
        {
            ["name"] = "N",
            ["companyId"] = "2530",
            ["projectManagerId"] = "3539",
            ["workflowId"] = "741",
            [field] = value,
        };

        var result = await Host.RunAsync("createProductiveProject", input);

        (result.State, result.Errors.Single().Field).ShouldBe((OperationState.Refused, field));
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_clients_project_without_company_is_refused_before_any_call()
    {
        var result = await Host.RunAsync(
            "createProductiveProject",
            new
            {
                name = "N",
                projectManagerId = "3539",
                workflowId = "741",
            }
        );

        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.RequiredField, "companyId"));
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task Update_sends_only_what_it_names()
    {
        var result = await OnAsync("657", "updateProductiveProject", new { name = "new name" });

        result.Errors.ShouldBeEmpty();
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        var project = await ProjectAsync("657");
        (project.Name, project.Company!.Name, project.Managers.Single().VendorId).ShouldBe(("new name", "Test company", "3539"));
    }

    [Fact]
    public async Task Of_an_archived_project_only_name_and_manager_change_and_the_rest_is_reported()
    {
        var result = await OnAsync(
            "659",
            "updateProductiveProject",
            new
            {
                name = "new name",
                projectManagerId = "3548",
                projectTypeId = 2,
                projectColorId = 2,
            }
        );

        result.State.ShouldBe(OperationState.Succeeded);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        result
            .Errors.Select(error => (error.Code, error.Field))
            .ShouldBe([(VendorErrors.VendorPartial, "projectTypeId"), (VendorErrors.VendorPartial, "projectColorId")]);
        var project = await ProjectAsync("659");
        (project.Name, project.Managers.Single().VendorId, project.Productive!.ProjectTypeId).ShouldBe(("new name", "3548", 1));
    }

    [Fact]
    public async Task A_workflow_in_an_update_is_reported_as_passed_over()
    {
        var before = (await ProjectAsync("663")).Productive!.WorkflowId;

        var result = await OnAsync("663", "updateProductiveProject", new { workflowId = "759" });

        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (result.State, result.Errors.Single().Field).ShouldBe((OperationState.Succeeded, "workflowId"));
        (await ProjectAsync("663")).Productive!.WorkflowId.ShouldBe(before);
    }

    [Fact]
    public async Task A_manager_that_is_not_included_is_not_reported_as_ignored()
    {
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.WrongType,
                Method = "GET",
                Field = "project_manager",
                Value = JsonNode.Parse("""{"meta":{"included":false}}"""),
            }
        );

        var result = await OnAsync("657", "updateProductiveProject", new { projectManagerId = "3548", workflowId = "759" });

        result.State.ShouldBe(OperationState.Succeeded);
        result.Errors.Select(error => error.Field).ShouldBe(["workflowId"]);
        AtVendor("657")!["links"]!["project_manager"].Text().ShouldBe("3548");
    }

    [Fact]
    public async Task An_unknown_manager_is_refused_by_name()
    {
        var result = await OnAsync("657", "updateProductiveProject", new { projectManagerId = "999999" });

        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.VendorValidation, "projectManagerId"));
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("projectManagerId", null)]
    [InlineData("companyId", null)]
    [InlineData("projectTypeId", null)]
    public async Task What_can_not_be_cleared_is_refused_before_any_call(string field, object? value)
    {
        var result = await OnAsync("657", "updateProductiveProject", new Dictionary<string, object?> { [field] = value });

        (result.State, result.Errors.Single().Field).ShouldBe((OperationState.Refused, field));
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task Archive_and_restore_change_the_archive_time()
    {
        var archived = await OnAsync("664", "archiveProductiveProject", new { });
        (await OperationAsync(archived)).Request().ShouldMatchSnapshot("archive");
        (await ProjectAsync("664")).Archived.ShouldBe(true);
        (await ProjectAsync("664")).ArchivedAt.ShouldNotBeNull();

        var restored = await OnAsync("664", "restoreProductiveProject", new { });
        (await OperationAsync(restored)).Request().ShouldMatchSnapshot("restore");
        ((await ProjectAsync("664")).Archived, (await ProjectAsync("664")).ArchivedAt).ShouldBe((false, null));
    }

    [Fact]
    public async Task Delete_removes_the_project_from_vendor_and_graph()
    {
        var id = (await ProjectAsync("667")).Id;

        var result = await OnAsync("667", "deleteProductiveProject", new { });

        (result.State, result.DeletedProjectId).ShouldBe((OperationState.Succeeded, id));
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        AtVendor("667").ShouldBeNull();
        (await Host.Store.FindProjectAsync(id, default)).ShouldBeNull();
    }

    [Theory]
    [InlineData("updateProductiveProject")]
    [InlineData("archiveProductiveProject")]
    [InlineData("restoreProductiveProject")]
    [InlineData("deleteProductiveProject")]
    public async Task A_project_deleted_at_the_vendor_is_not_found(string operation)
    {
        Sandbox.Run(() => Sandbox.Store["projects"].Remove("667"));

        var input = new Dictionary<string, object?>();
        if (operation.StartsWith("update", StringComparison.Ordinal))
            input["name"] = "x";
        var result = await OnAsync("667", operation, input);

        (result.State, result.Errors.Single().Code, result.Errors[0].VendorCode).ShouldBe(
            (OperationState.Refused, VendorErrors.VendorNotFound, "not_found")
        );
    }

    [Fact]
    public async Task A_dry_run_answers_the_exact_request_and_sends_nothing()
    {
        var result = await OnAsync("657", "updateProductiveProject", new { customFields = new { f = 1 }, dryRun = true });

        result.State.ShouldBe(OperationState.Planned);
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (await OperationAsync(result)).RequestHeaders!.ShouldContain("\"X-Auth-Token\":\"***\"");
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("archiveProductiveProject", "PATCH", "projects/657/archive")]
    [InlineData("restoreProductiveProject", "PATCH", "projects/657/restore")]
    [InlineData("deleteProductiveProject", "DELETE", "projects/657")]
    [InlineData("copyProductiveProject", "POST", "projects/copy")]
    [InlineData("changeProductiveProjectWorkflow", "PATCH", "projects/657/change_workflow")]
    public async Task Every_change_can_be_run_dry(string operation, string method, string path)
    {
        var input = new Dictionary<string, object?> { ["dryRun"] = true };
        if (method == "POST")
            (input["name"], input["projectTypeId"]) = ("Copy", 2);
        if (path.EndsWith("workflow", StringComparison.Ordinal))
            (input["workflowId"], input["map"]) = ("741", JsonNode.Parse("""{"1":2}"""));

        var result = await OnAsync("657", operation, input);

        var planned = await OperationAsync(result);
        (result.State, planned.RequestMethod).ShouldBe((OperationState.Planned, method));
        planned.RequestUrl!.ShouldEndWith("/api/v2/" + path);
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_project_of_another_vendor_is_refused()
    {
        var planhat = await Host.ConnectAsync(Vendor.Planhat, "planhat");
        await Host.SyncAsync(planhat);
        var other = await Host.FindAsync(planhat, "6101a50072c0e0884d5e8db1");

        var result = await Host.RunAsync("archiveProductiveProject", new { }, other!.Id);

        result.Errors.Single().Code.ShouldBe(VendorErrors.WrongVendor);
    }
}
