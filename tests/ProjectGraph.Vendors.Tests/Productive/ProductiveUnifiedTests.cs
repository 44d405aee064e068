using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Productive;

public sealed class ProductiveUnifiedTests : ProductiveTestsBase
{
    [Fact]
    public async Task Create_takes_the_graphs_ids_and_makes_a_clients_project()
    {
        var (company, manager) = await IdsAsync();

        var result = await Host.RunAsync(
            "createProject",
            new
            {
                name = "Unified",
                companyId = company,
                managerId = manager,
                productive = new { workflowId = "741" },
            }
        );

        result.Errors.ShouldBeEmpty();
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
    }

    [Fact]
    public async Task What_productive_needs_is_named_before_any_call()
    {
        var (company, manager) = await IdsAsync();

        (await Host.RunAsync("createProject", new { name = "A" }))
            .Errors.Select(error => (error.Code, error.Field))
            .ShouldBe([(VendorErrors.RequiredField, "companyId"), (VendorErrors.RequiredField, "managerId")]);
        (
            await Host.RunAsync(
                "createProject",
                new
                {
                    name = "A",
                    companyId = company,
                    managerId = manager,
                }
            )
        ).Errors.Select(error => (error.Code, error.Field)).ShouldBe([(VendorErrors.RequiredField, "productive.workflowId")]);
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_refusal_names_the_field_as_the_caller_does()
    {
        var (company, manager) = await IdsAsync();

        var result = await Host.RunAsync(
            "createProject",
            new
            {
                name = "A",
                companyId = company,
                managerId = manager,
                productive = new { workflowId = "99999", projectTypeId = 2 },
            }
        );

        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.VendorValidation, "productive.workflowId"));
    }

    [Fact]
    public async Task Update_reports_what_an_archived_project_passes_over()
    {
        var result = await OnAsync("659", "updateProject", new { name = "Renamed", productive = new { projectColorId = 5 } });

        (result.State, result.Errors.Single().Code, result.Errors[0].Field).ShouldBe(
            (OperationState.Succeeded, VendorErrors.VendorPartial, "productive.projectColorId")
        );
        (await ProjectAsync("659")).Name.ShouldBe("Renamed");
    }

    [Fact]
    public async Task Update_refuses_a_workflow_or_loses_it_for_a_lenient_caller()
    {
        var strict = await OnAsync("657", "updateProject", new { productive = new { workflowId = "741" } });
        (strict.Errors.Single().Code, strict.Errors[0].Field).ShouldBe((VendorErrors.UnsupportedField, "productive.workflowId"));

        var lenient = await OnAsync(
            "657",
            "updateProject",
            new
            {
                name = "L",
                productive = new { workflowId = "741" },
                lenient = true,
            }
        );
        (lenient.State, lenient.Losses.Single().Field).ShouldBe((OperationState.Succeeded, "productive.workflowId"));
    }

    [Fact]
    public async Task The_manager_can_be_changed_and_not_removed()
    {
        var other = (await ManagerOfAsync("657", "3548"))!.Value;

        var result = await OnAsync("657", "setProjectManager", new { managerId = other });
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (await ProjectAsync("657")).Managers.Single().VendorId.ShouldBe("3548");

        var removal = await OnAsync("657", "setProjectManager", new { managerId = (object?)null });
        (removal.Errors.Single().Code, removal.Errors[0].Field).ShouldBe((VendorErrors.UnsupportedField, "managerId"));
    }

    [Fact]
    public async Task Archive_restore_and_delete_go_to_the_vendor()
    {
        await OnAsync("664", "archiveProject", new { });
        (await ProjectAsync("664")).Archived.ShouldBe(true);
        await OnAsync("664", "restoreProject", new { });
        (await ProjectAsync("664")).Archived.ShouldBe(false);
        await OnAsync("664", "deleteProject", new { });
        AtVendor("664").ShouldBeNull();
    }

    [Fact]
    public async Task Copy_is_the_vendors_own_with_the_sources_type_and_company()
    {
        var result = await OnAsync(
            "669",
            "copyProject",
            new { name = "Copy", productive = new { copyOpenTasks = true, copyAsTemplate = true } }
        );

        result.Errors.ShouldBeEmpty();
        (await OperationAsync(result)).Request().ShouldMatchSnapshot();
        (await OnlyAsync(result)).Productive!.Template.ShouldBe(true);
    }

    [Fact]
    public async Task Copy_refuses_what_the_vendors_copy_does_not_take()
    {
        var result = await OnAsync("669", "copyProject", new { name = "Copy", startDate = "2026-01-01" });

        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.UnsupportedField, "startDate"));
        Writes().ShouldBe(0);
    }

    [Theory]
    [InlineData("setProjectStatus", "status", "COMPLETED")]
    [InlineData("setProjectProgress", "progress", 5)]
    public async Task What_productive_does_not_document_is_refused_without_a_call(string operation, string field, object value)
    {
        var result = await OnAsync("657", operation, new Dictionary<string, object?> { [field] = value });

        result.Errors.Single().Code.ShouldBe(VendorErrors.UnsupportedOperation);
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Fact]
    public async Task Refresh_reads_one_project_and_removes_one_that_is_gone()
    {
        var id = (await ProjectAsync("667")).Id;
        (await Host.RunAsync("refreshProject", new { }, id)).State.ShouldBe(OperationState.Succeeded);

        Sandbox.Run(() => Sandbox.Store["projects"].Remove("667"));

        (await Host.RunAsync("refreshProject", new { }, id)).DeletedProjectId.ShouldBe(id);
    }

    private async Task<(long Company, long Manager)> IdsAsync()
    {
        var project = await ProjectAsync("650");
        return (project.CompanyId!.Value, project.Managers.Single().Id);
    }

    /// <summary>Returns the graph's id of a person, read from a project that is assigned to them.</summary>
    private async Task<long?> ManagerOfAsync(string project, string person)
    {
        await OnAsync(project, "updateProductiveProject", new { projectManagerId = person });
        var id = (await ProjectAsync(project)).Managers.SingleOrDefault()?.Id;
        await OnAsync(project, "updateProductiveProject", new { projectManagerId = "3539" });
        return id;
    }
}
