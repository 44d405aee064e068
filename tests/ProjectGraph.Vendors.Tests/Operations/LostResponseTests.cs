using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.Operations;

public sealed class LostResponseTests : OperationTests
{
    [Theory]
    [InlineData(SandboxFaultKind.LostAnswer)]
    [InlineData(SandboxFaultKind.CutBody)]
    [InlineData(SandboxFaultKind.Garbage)]
    internal async Task A_create_with_a_lost_response_is_found_at_the_vendor(SandboxFaultKind kind)
    {
        Fault(kind, "POST");

        var result = await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                name = "Found again",
                companyId = Company,
                mrr = 12.5m,
            }
        );

        result.State.ShouldBe(OperationState.Succeeded);
        var project = await Host.Store.FindProjectAsync(result.ProjectIds.Single(), default);
        project!.Name.ShouldBe("Found again");
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task An_update_with_a_lost_response_is_found_at_the_vendor()
    {
        Fault(SandboxFaultKind.LostAnswer, "PUT");

        var result = await Host.RunAsync(
            "updatePlanhatProject",
            new { name = "Seen", startDate = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) },
            await ProjectIdAsync()
        );

        result.State.ShouldBe(OperationState.Succeeded);
        (await ProjectAsync()).Name.ShouldBe("Seen");
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task A_deletion_with_a_lost_response_is_not_sent_twice()
    {
        Fault(SandboxFaultKind.LostAnswer, "DELETE");
        var id = await ProjectIdAsync();

        var result = await Host.RunAsync("deletePlanhatProject", new { }, id);

        (result.State, result.DeletedProjectId).ShouldBe((OperationState.Succeeded, id));
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_write_is_not_applied_if_the_vendor_still_has_the_old_state()
    {
        Fault(SandboxFaultKind.Status, "PUT", status: 503);

        var result = await Host.RunAsync("updatePlanhatProject", new { name = "Not done" }, await ProjectIdAsync());

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Failed, VendorErrors.VendorUnavailable));
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task A_write_stays_unknown_until_it_can_be_reconciled()
    {
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.LostAnswer,
                Method = "PUT",
                Times = 1,
            },
            new SandboxFault { Kind = SandboxFaultKind.Status, Method = "GET" }
        );

        var result = await Host.RunAsync("updatePlanhatProject", new { name = "Late" }, await ProjectIdAsync());

        (result.State, result.Errors.Single().Code).ShouldBe((OperationState.Unknown, VendorErrors.VendorNoAnswer));
        Sandbox.Faults.Set();
        await Host.Recovery.RunAsync(default);
        (await OperationAsync(result)).State.ShouldBe(OperationState.Succeeded);
        (await ProjectAsync()).Name.ShouldBe("Late");
    }

    [Fact]
    public async Task Two_new_projects_that_look_alike_leave_it_unknown()
    {
        // Another client creates an equal project at the same time.
        using var http = new HttpClient { BaseAddress = Channel.Settings.BaseUrl };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "sandbox");
        (await http.PostAsync("projects", new StringContent($$"""{"name":"Twin","companyId":"{{Company}}"}"""))).EnsureSuccessStatusCode();
        Fault(SandboxFaultKind.LostAnswer, "POST");

        var result = await Host.RunAsync("createPlanhatProject", new { name = "Twin", companyId = Company });

        result.State.ShouldBe(OperationState.Unknown);
    }

    [Fact]
    public async Task A_crash_between_sending_and_response_is_reconciled_at_the_next_start()
    {
        var id = await ProjectIdAsync();
        var draft = new OperationDraft(
            "updatePlanhatProject",
            Vendor.Planhat,
            Channel.VendorAccount.Id,
            id,
            false,
            null,
            "hash",
            "{}",
            VendorHost.Caller
        );
        var started = (OperationStart.Started)await Host.Log.BeginAsync(draft, default);
        var request = new VendorRequest("PUT", "projects/" + Project) { Body = Json("""{"name":"Crashed"}""") };
        await Host.Log.RecordRequestAsync(started.OperationId, Channel.Record(request), default);
        await Channel.WriteAsync(request, default);

        await RestartAsync(sync: false);
        // The host also runs recovery at its start. The first of the two runs reconciles the operation.
        await Host.Recovery.RunAsync(default);

        (await Host.Log.FindAsync(started.OperationId, default))!.State.ShouldBe(OperationState.Succeeded);
        (await ProjectAsync()).Name.ShouldBe("Crashed");
    }

    [Fact]
    public async Task A_crash_before_the_vendor_received_the_request_fails_after_the_transit_time()
    {
        var id = await ProjectIdAsync();
        var draft = new OperationDraft(
            "deletePlanhatProject",
            Vendor.Planhat,
            Channel.VendorAccount.Id,
            id,
            false,
            null,
            "hash",
            "{}",
            VendorHost.Caller
        );
        var started = (OperationStart.Started)await Host.Log.BeginAsync(draft, default);
        await Host.Log.RecordRequestAsync(started.OperationId, Channel.Record(new("DELETE", "projects/" + Project)), default);

        await RestartAsync(sync: false);
        (await Host.Recovery.RunAsync(default)).ShouldBe(0);
        Host.Time.Advance(TimeSpan.FromMinutes(2));
        await Host.Recovery.RunAsync(default);

        (await Host.Log.FindAsync(started.OperationId, default))!.State.ShouldBe(OperationState.Failed);
        AtVendor(Project).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_cancelling_caller_does_not_lose_the_result()
    {
        using var caller = new CancellationTokenSource();
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Slow,
                Method = "PUT",
                DelayMs = 100,
            }
        );
        Host.Time.OnPause = () => caller.Cancel();

        var told = await Host.RunAsync(
            "updatePlanhatProject",
            new { name = "Still done", idempotencyKey = "gone" },
            await ProjectIdAsync(),
            cancellationToken: caller.Token
        );

        (told.State, told.Errors.Single().Code).ShouldBe((OperationState.Sent, OperationError.OutcomeUnknown));
        told.Errors.Single().Message.ShouldContain("the vendor may have done it");
        Host.Time.OnPause = null;
        await Host.Runner.IdleAsync();
        (await ProjectAsync()).Name.ShouldBe("Still done");
    }
}
