using ProjectGraph.Data.Model;

namespace ProjectGraph.Vendors.Tests.Operations;

public sealed class UnifiedOperationTests : OperationTests
{
    [Fact]
    public async Task Create_takes_the_graphs_ids_and_makes_the_vendors_request()
    {
        var result = await Host.RunAsync(
            "createProject",
            new
            {
                name = "Unified",
                companyId = await CompanyIdAsync(),
                startDate = new DateOnly(2026, 6, 1),
                dueDate = "2026-06-30",
                planhat = new { custom = new { Phase = "A" } },
            }
        );

        result.Errors.ShouldBeEmpty();
        var operation = await OperationAsync(result);
        operation.Name.ShouldBe("createProject");
        Json(operation.RequestBody)
            .ShouldBeJson(
                $$$"""
                {"name":"Unified","companyId":"{{{Company}}}","startDate":"2026-06-01T00:00:00.000Z","endDate":"2026-06-30T00:00:00.000Z","custom":{"Phase":"A"}}
                """
            );
    }

    [Fact]
    public async Task Update_clears_what_is_null()
    {
        var result = await Host.RunAsync("updateProject", new { dueDate = (object?)null, currency = "EUR" }, await ProjectIdAsync());

        result.State.ShouldBe(OperationState.Succeeded);
        var project = await ProjectAsync();
        (project.DueDate, project.Currency).ShouldBe((null, "EUR"));
    }

    [Fact]
    public async Task Delete_removes_the_project()
    {
        var id = await ProjectIdAsync();

        var result = await Host.RunAsync("deleteProject", new { }, id);

        result.DeletedProjectId.ShouldBe(id);
        AtVendor(Project).ShouldBeNull();
    }

    [Theory]
    [InlineData("archiveProject")]
    [InlineData("restoreProject")]
    public async Task An_undocumented_operation_is_refused_without_a_call(string operation)
    {
        var result = await Host.RunAsync(operation, new { }, await ProjectIdAsync());

        result.Errors.Single().Code.ShouldBe(VendorErrors.UnsupportedOperation);
        Sandbox.Log.Recent().ShouldBeEmpty();
    }

    [Fact]
    public async Task Unsupported_fields_are_listed()
    {
        var result = await Host.RunAsync(
            "createProject",
            new
            {
                name = "A",
                companyId = await CompanyIdAsync(),
                status = "ON_HOLD",
                tags = new List<object?> { "x" },
            }
        );

        result
            .Errors.Select(error => (error.Code, error.Field))
            .ShouldBe([(VendorErrors.UnsupportedField, "status"), (VendorErrors.UnsupportedField, "tags")]);
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_lenient_caller_gets_losses_instead()
    {
        var result = await Host.RunAsync(
            "createProject",
            new
            {
                name = "A",
                companyId = await CompanyIdAsync(),
                status = "ON_HOLD",
                lenient = true,
            }
        );

        result.State.ShouldBe(OperationState.Succeeded);
        result.Losses.Single().Field.ShouldBe("status");
    }

    [Fact]
    public async Task Required_fields_are_named_before_any_call()
    {
        var result = await Host.RunAsync("createProject", new { name = "A" });

        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.RequiredField, "companyId"));
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task Clearing_an_unclearable_field_is_refused()
    {
        var result = await Host.RunAsync("updateProject", new { customFields = (object?)null }, await ProjectIdAsync());

        result.Errors.Single().Code.ShouldBe(VendorErrors.UnsupportedField);
    }

    [Fact]
    public async Task A_company_of_another_vendor_account_is_refused()
    {
        var other = await Host.ConnectAsync(Vendor.Planhat, "other");

        var result = await Host.RunAsync(
            "createProject",
            new
            {
                name = "A",
                companyId = await CompanyIdAsync(),
                vendorAccountId = other.VendorAccount.Id,
            }
        );

        result.Errors.Single().Code.ShouldBe(VendorErrors.WrongVendorAccount);
    }

    [Fact]
    public async Task A_vendors_refusal_names_the_field_as_the_caller_does()
    {
        await Host.RunAsync("updatePlanhatProject", new { externalId = "mine" }, await ProjectIdAsync());

        var result = await Host.RunAsync(
            "createProject",
            new
            {
                name = "A",
                companyId = await CompanyIdAsync(),
                externalId = "mine",
            }
        );

        (result.Errors.Single().Code, result.Errors[0].Field).ShouldBe((VendorErrors.VendorValidation, "externalId"));
    }

    [Fact]
    public async Task A_copy_to_another_vendor_account_is_composed_and_names_its_losses()
    {
        var other = await Host.ConnectAsync(Vendor.Planhat, "other");
        await Host.SyncAsync(other);
        var company = (await Host.FindAsync(other, Project))!.CompanyId;

        var result = await Host.RunAsync(
            "copyProject",
            new
            {
                name = "Copy",
                vendorAccountId = other.VendorAccount.Id,
                companyId = company,
            },
            await ProjectIdAsync()
        );

        result.State.ShouldBe(OperationState.Succeeded);
        var copy = await Host.Store.FindProjectAsync(result.ProjectIds.Single(), default);
        (copy!.Name, copy.Mrr, copy.VendorAccountId).ShouldBe(("Copy", 1000, other.VendorAccount.Id));
        result.Losses.ShouldContain(loss => loss.Field == "customFields");
    }

    [Fact]
    public async Task Upsert_creates_and_changes()
    {
        var result = await Host.RunAsync(
            "upsertProjects",
            new
            {
                projects = new object[]
                {
                    new { projectId = await ProjectIdAsync(), mrr = 5m },
                    new { name = "New one", companyId = await CompanyIdAsync() },
                },
            }
        );

        result.Errors.ShouldBeEmpty();
        result.ProjectIds.Count.ShouldBe(2);
        (await ProjectAsync()).Mrr.ShouldBe(5);
    }

    [Fact]
    public async Task A_large_upsert_is_split_into_parts()
    {
        var id = await ProjectIdAsync();
        var items = Enumerable.Range(0, 5001).Select(n => (object?)Values.Convert(new { projectId = id, mrr = (decimal)n })).ToList();

        var result = await Host.RunAsync("upsertProjects", new Dictionary<string, object?> { ["projects"] = items });

        result.State.ShouldBe(OperationState.Succeeded);
        Writes().ShouldBe(2);
        result.Extra!["updated"]!.GetValue<int>().ShouldBe(5001);
    }

    [Fact]
    public async Task Refresh_reads_one_project_and_removes_a_deleted_one()
    {
        var id = await ProjectIdAsync();
        Sandbox.Run(() =>
        {
            var row = Sandbox.Store["projects"].Get(Project)!;
            row["name"] = "Renamed";
            Sandbox.Store["projects"].Put(Project, row);
            return true;
        });

        (await Host.RunAsync("refreshProject", new { }, id)).State.ShouldBe(OperationState.Succeeded);
        (await ProjectAsync()).Name.ShouldBe("Renamed");

        Sandbox.Run(() => Sandbox.Store["projects"].Remove(Project));
        (await Host.RunAsync("refreshProject", new { }, id)).DeletedProjectId.ShouldBe(id);
        (await Host.Store.FindProjectAsync(id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Refresh_of_a_silent_vendor_fails_and_keeps_the_project()
    {
        Fault(SandboxFaultKind.Status, "GET", times: null);

        var result = await Host.RunAsync("refreshProject", new { }, await ProjectIdAsync());

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Failed, VendorErrors.VendorUnavailable));
        (await ProjectAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Sync_reports_what_it_did()
    {
        var result = await Host.RunAsync("syncVendorAccount", new { vendorAccountId = Channel.VendorAccount.Id });

        result.State.ShouldBe(OperationState.Succeeded);
        result.Extra!["read"]!.GetValue<int>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Every_unified_operation_has_an_input_for_the_protocols()
    {
        foreach (var operation in VendorRegistry.BuiltIn.Unified)
            operation.Input.Find("vendorAccountId").ShouldNotBeNull(operation.Name);
        VendorRegistry.BuiltIn.Unified.Single(operation => operation.Name == "createProject").Input.Find("planhat").ShouldNotBeNull();
    }

    private async Task<long> CompanyIdAsync() => (await ProjectAsync()).CompanyId!.Value;
}
