using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.Operations;

public sealed class OperationRunnerTests : OperationTests
{
    [Fact]
    public async Task A_dry_run_shows_the_exact_request_and_sends_nothing()
    {
        var result = await Host.RunAsync("updatePlanhatProject", new { name = "Big project", dryRun = true }, await ProjectIdAsync());

        result.State.ShouldBe(OperationState.Planned);
        var operation = await OperationAsync(result);
        (operation.RequestMethod, operation.DryRun).ShouldBe(("PUT", true));
        operation.RequestUrl.ShouldEndWith("/projects/" + Project);
        Sandbox.Log.Recent().ShouldBeEmpty();
        (await ProjectAsync()).Name.ShouldBe("New project");
    }

    [Fact]
    public async Task A_dry_run_leaves_its_idempotency_key_for_the_real_run()
    {
        var id = await ProjectIdAsync();
        await Host.RunAsync(
            "updatePlanhatProject",
            new
            {
                name = "A",
                dryRun = true,
                idempotencyKey = "k",
            },
            id
        );

        (await Host.RunAsync("updatePlanhatProject", new { name = "A", idempotencyKey = "k" }, id)).State.ShouldBe(
            OperationState.Succeeded
        );
    }

    [Fact]
    public async Task The_same_key_and_input_return_the_first_result()
    {
        var input = new
        {
            name = "Once",
            companyId = Company,
            idempotencyKey = "once",
        };
        var first = await Host.RunAsync("createPlanhatProject", input);

        var second = await Host.RunAsync("createPlanhatProject", input);

        second.Replayed.ShouldBeTrue();
        (second.OperationId, second.State).ShouldBe((first.OperationId, first.State));
        second.ProjectIds.ShouldBe(first.ProjectIds);
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task Two_callers_may_use_one_key_for_different_operations()
    {
        var other = new OperationCaller(CallerKind.Token, "auth0|1", "Ada");
        var first = await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                name = "A",
                companyId = Company,
                idempotencyKey = "k",
            }
        );

        var second = await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                name = "B",
                companyId = Company,
                idempotencyKey = "k",
            },
            caller: other
        );
        var again = await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                name = "B",
                companyId = Company,
                idempotencyKey = "k",
            },
            caller: other
        );

        (second.State, second.Replayed).ShouldBe((OperationState.Succeeded, false));
        (again.OperationId, again.Replayed).ShouldBe((second.OperationId, true));
        second.OperationId.ShouldNotBe(first.OperationId);
        (await OperationAsync(second)).ShouldSatisfyAllConditions(operation =>
            (operation.CallerKind, operation.CallerId, operation.CallerName).ShouldBe((CallerKind.Token, "auth0|1", "Ada"))
        );
        Writes().ShouldBe(2);
    }

    [Fact]
    public async Task A_change_is_one_line_of_the_log_with_its_caller()
    {
        var id = await ProjectIdAsync();
        var made = await Host.RunAsync("createPlanhatProject", new { name = "A", companyId = Company });
        await Host.RunAsync("updatePlanhatProject", new { name = "B", dryRun = true }, id);
        Fault(SandboxFaultKind.Status, "PUT", status: 403);
        var refused = await Host.RunAsync("updatePlanhatProject", new { name = "B" }, id);

        Host.Lines.All.Where(line => line.StartsWith("Operation ", StringComparison.Ordinal))
            .ShouldBe([
                $"Operation {made.OperationId} createPlanhatProject by Key tests (id 1) at Planhat, vendor account test: Succeeded",
                $"Operation {refused.OperationId} updatePlanhatProject by Key tests (id 1) at Planhat, vendor account test: Refused",
            ]);
    }

    [Fact]
    public async Task A_deletion_is_replayed_although_its_project_is_deleted()
    {
        var id = await ProjectIdAsync();
        await Host.RunAsync("deletePlanhatProject", new { idempotencyKey = "gone" }, id);

        var again = await Host.RunAsync("deletePlanhatProject", new { idempotencyKey = "gone" }, id);

        (again.State, again.Replayed).ShouldBe((OperationState.Succeeded, true));
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_with_another_input_is_a_conflict()
    {
        await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                name = "A",
                companyId = Company,
                idempotencyKey = "k",
            }
        );

        var second = await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                name = "B",
                companyId = Company,
                idempotencyKey = "k",
            }
        );

        second.Errors.Single().Code.ShouldBe(VendorErrors.IdempotencyConflict);
        Writes().ShouldBe(1);
    }

    [Theory]
    [InlineData(400, VendorErrors.VendorValidation)]
    [InlineData(401, VendorErrors.VendorUnauthorized)]
    [InlineData(403, VendorErrors.VendorForbidden)]
    [InlineData(404, VendorErrors.VendorNotFound)]
    public async Task A_refusal_has_a_code_for_its_cause(int status, string code)
    {
        Fault(SandboxFaultKind.Status, "PUT", status: status);

        var result = await Host.RunAsync("updatePlanhatProject", new { name = "A" }, await ProjectIdAsync());

        result.State.ShouldBe(OperationState.Refused);
        var error = result.Errors.Single();
        (error.Code, error.VendorCode).ShouldBe((code, $"{status}"));
        (await OperationAsync(result)).ResponseStatus.ShouldBe(status);
        (await ProjectAsync()).Name.ShouldBe("New project");
    }

    [Fact]
    public async Task A_refusal_names_the_field()
    {
        var result = await Host.RunAsync("createPlanhatProject", new { name = "A", companyId = "extid-nobody" });

        var error = result.Errors.Single();
        (error.Code, error.Field).ShouldBe((VendorErrors.VendorValidation, "companyId"));
    }

    [Fact]
    public async Task A_short_pause_requested_by_a_busy_vendor_is_waited_for()
    {
        Fault(SandboxFaultKind.Status, "PUT", status: 429, retryAfter: "3");

        var result = await Host.RunAsync("updatePlanhatProject", new { name = "A" }, await ProjectIdAsync());

        result.State.ShouldBe(OperationState.Succeeded);
        Writes().ShouldBe(2);
    }

    [Fact]
    public async Task A_long_pause_requested_by_a_busy_vendor_is_reported_with_its_end()
    {
        Fault(SandboxFaultKind.Status, "PUT", status: 429, retryAfter: "600");

        var result = await Host.RunAsync("updatePlanhatProject", new { name = "A" }, await ProjectIdAsync());

        result.State.ShouldBe(OperationState.Refused);
        result.Errors.Single().Code.ShouldBe(VendorErrors.VendorRateLimited);
        result.Errors.Single().Message.ShouldContain("600 seconds");
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task A_vendor_that_can_not_be_reached_certainly_did_nothing()
    {
        await Host.ConnectAsync(Vendor.Planhat, address: new("http://127.0.0.1:1/"));

        var result = await Host.RunAsync("createPlanhatProject", new { name = "A", companyId = Company });

        result.State.ShouldBe(OperationState.Failed);
        result.Errors.Single().Code.ShouldBe(VendorErrors.VendorUnavailable);
    }

    [Fact]
    public async Task Secrets_are_nowhere_in_records_and_logs()
    {
        const string Secret = "very-secret-token";
        await Host.ConnectAsync(Vendor.Planhat, credentials: new() { ["Token"] = Secret });

        var result = await Host.RunAsync("createPlanhatProject", new { name = "A", companyId = Company });

        result.Errors.Single().Code.ShouldBe(VendorErrors.VendorUnauthorized);
        var operation = await OperationAsync(result);
        operation.RequestHeaders.ShouldNotBeNull().ShouldContain("Bearer ***");
        new[] { operation.RequestHeaders, operation.ResponseBody, operation.ErrorsJson }.ShouldAllBe(text =>
            text == null || !text.Contains(Secret)
        );
        Host.Lines.All.ShouldAllBe(line => !line.Contains(Secret));
        Channel.Settings.ToString().ShouldNotContain("sandbox\"");
    }

    [Fact]
    public async Task An_unknown_project_is_refused_and_recorded()
    {
        var result = await Host.RunAsync("updatePlanhatProject", new { name = "A" }, 999_999);

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Refused, VendorErrors.NotFound));
        (await OperationAsync(result)).State.ShouldBe(OperationState.Refused);
    }

    [Fact]
    public async Task With_two_accounts_at_a_vendor_one_must_be_named()
    {
        var other = await Host.ConnectAsync(Vendor.Planhat, "other");

        var silent = await Host.RunAsync("createPlanhatProject", new { name = "A", companyId = Company });
        var named = await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                name = "A",
                companyId = Company,
                vendorAccountId = other.VendorAccount.Id,
            }
        );

        silent.Errors.Single().Code.ShouldBe(VendorErrors.VendorAccountRequired);
        named.State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public async Task An_unknown_field_is_named()
    {
        var result = await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                name = "A",
                companyId = Company,
                colour = "red",
            }
        );

        result.Errors.Single().Field.ShouldBe("colour");
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_precondition_is_checked_before_anything_is_sent()
    {
        var result = await Host.Runner.RunAsync(
            "updatePlanhatProject",
            Values.Convert(new { name = "A" }),
            VendorHost.Caller,
            await ProjectIdAsync(),
            default,
            project => new("CHANGED", $"{project.Name} has changed.")
        );

        result.Errors.Single().Message.ShouldBe("New project has changed.");
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task Writers_of_one_project_go_one_after_the_other()
    {
        var id = await ProjectIdAsync();

        var results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => Host.RunAsync("updatePlanhatProject", new { name = $"Name {n}" }, id))
        );

        results.ShouldAllBe(result => result.State == OperationState.Succeeded);
        (await ProjectAsync()).Name.ShouldBe(AtVendor(Project)!["name"]!.GetValue<string>());
    }
}
