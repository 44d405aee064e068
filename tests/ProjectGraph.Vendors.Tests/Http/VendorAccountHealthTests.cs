using System.Diagnostics.Metrics;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Tests.Operations;

namespace ProjectGraph.Vendors.Tests.Http;

/// <summary>Tests the stored state of a vendor account whose vendor fails or limits calls.</summary>
public sealed class VendorAccountHealthTests : OperationTests
{
    private static readonly object Change = new { name = "Changed" };

    [Fact]
    public async Task Repeated_failures_open_the_circuit()
    {
        Fault(SandboxFaultKind.Status, method: "GET", status: 503, times: null);
        await FailUntilOpenAsync();
        Sandbox.Log.Clear();

        var report = await Host.SyncAsync(Channel);
        var write = await Host.RunAsync("updatePlanhatProject", Change, await ProjectIdAsync());

        report.ErrorCode.ShouldBe(VendorErrors.CircuitOpen);
        (write.State, write.Errors.Single().Code).ShouldBe((OperationState.Failed, VendorErrors.CircuitOpen));
        Sandbox.Log.Recent().ShouldBeEmpty();
        var shown = await ShownAsync();
        (shown.CircuitState, shown.CircuitRetryAt > Host.Time.GetUtcNow()).ShouldBe((CircuitState.Open, true));
    }

    [Fact]
    public async Task After_the_pause_a_successful_trial_call_closes_the_circuit()
    {
        Fault(SandboxFaultKind.Status, method: "GET", status: 503, times: null);
        await FailUntilOpenAsync();
        Sandbox.Faults.Set();
        Host.Time.Advance(TimeSpan.FromSeconds(20));

        (await Host.SyncAsync(Channel)).Error.ShouldBeNull();

        var shown = await ShownAsync();
        (shown.CircuitState, shown.CircuitRetryAt).ShouldBe((CircuitState.Closed, null));
    }

    [Fact]
    public async Task A_failed_trial_call_opens_the_circuit_again()
    {
        Sandbox.Faults.Set(new SandboxFault { Kind = SandboxFaultKind.Status, Status = 503 });
        await FailUntilOpenAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(20));

        (await Host.SyncAsync(Channel)).ErrorCode.ShouldBe(VendorErrors.VendorUnavailable);

        Channel.Circuit.State.ShouldBe(CircuitState.Open);
    }

    [Fact]
    public async Task Refusals_leave_the_circuit_closed()
    {
        for (var call = 0; call < 40; call++)
            await Host.RunAsync("createPlanhatProject", new { name = "No company", companyId = "aaaaaaaaaaaaaaaaaaaaaaaa" });
        Channel.Circuit.State.ShouldBe(CircuitState.Closed);
    }

    [Fact]
    public async Task The_remaining_budget_is_stored_by_the_vendors_documented_limit()
    {
        await Host.SyncAsync(Channel);
        var shown = await ShownAsync();
        (shown.RateLimit, shown.RateSeconds).ShouldBe((200, 60));
        shown.RateRemaining!.Value.ShouldBeInRange(150, 199);
        shown.RateResetsAt!.Value.ShouldBeGreaterThan(Host.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_write_that_would_wait_for_long_is_refused_and_nothing_is_sent()
    {
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Status = 429,
                RetryAfter = "3000",
                Times = 1,
            }
        );
        await Host.RunAsync("updatePlanhatProject", Change, await ProjectIdAsync());
        Sandbox.Log.Clear();

        var refused = await Host.RunAsync("updatePlanhatProject", Change, await ProjectIdAsync());

        (refused.State, refused.Errors.Single().Code).ShouldBe((OperationState.Failed, VendorErrors.VendorRateLimited));
        refused.Errors[0].Message.ShouldContain("Try again in 3000 seconds");
        Sandbox.Log.Recent().ShouldBeEmpty();
        (await ShownAsync()).RateRemaining.ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_to_this_machine_is_refused_unless_the_configuration_allows_it()
    {
        var settings = Channel.Settings with { Name = "inside", AllowPrivateNetwork = false };
        var inside = await Host.VendorAccounts.RegisterAsync(settings, default);
        Sandbox.Log.Clear();

        var report = await Host.SyncAsync(inside);
        var write = await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                vendorAccountId = inside.VendorAccount.Id,
                name = "x",
                companyId = Company,
            }
        );

        report.ErrorCode.ShouldBe(VendorErrors.AddressRefused);
        (write.State, write.Errors.Single().Code).ShouldBe((OperationState.Failed, VendorErrors.AddressRefused));
        Sandbox.Log.Recent().ShouldBeEmpty();
        inside.Circuit.State.ShouldBe(CircuitState.Closed);
    }

    [Fact]
    public async Task Calls_and_syncs_are_counted()
    {
        var seen = new List<(string Name, Dictionary<string, object?> Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == VendorMetrics.MeterName)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            lock (seen)
                seen.Add((instrument.Name, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
        }
        listener.SetMeasurementEventCallback<long>(Note);
        listener.SetMeasurementEventCallback<int>(Note);
        listener.SetMeasurementEventCallback<double>(Note);
        listener.Start();
        var counted = await Host.ConnectAsync(Vendor.Planhat, "counted");

        await Host.SyncAsync(counted);
        listener.RecordObservableInstruments();

        List<Dictionary<string, object?>> Of(string name) =>
            [
                .. seen.Where(each => each.Name == name && "counted".Equals(each.Tags["projectgraph.vendor_account"]))
                    .Select(each => each.Tags),
            ];
        Of("projectgraph.vendor.calls")
            .ShouldAllBe(tags =>
                200.Equals(tags["http.response.status_code"])
                && "planhat".Equals(tags["projectgraph.vendor"])
                && "GET".Equals(tags["http.request.method"])
            );
        Of("projectgraph.vendor.call.duration").Count.ShouldBe(Of("projectgraph.vendor.calls").Count);
        Of("projectgraph.sync.runs").Single().ShouldNotContainKey("error.type");
        Of("projectgraph.sync.duration").Count.ShouldBe(1);
        Of("projectgraph.sync.records").Select(tags => tags["projectgraph.sync.record.kind"]).ShouldBe(["read", "created"]);
        Of("projectgraph.vendor.budget.remaining").Count.ShouldBe(1);
        Of("projectgraph.vendor.circuit.state").Count.ShouldBe(1);
    }

    private async Task FailUntilOpenAsync()
    {
        for (var call = 0; call < 40 && Channel.Circuit.State == CircuitState.Closed; call++)
            await Should.ThrowAsync<VendorReadException>(() => Channel.GetAsync(new("GET", "projects"), default));
        Channel.Circuit.State.ShouldBe(CircuitState.Open);
    }

    private async Task<VendorAccount> ShownAsync() =>
        (await Host.Store.ListAsync(default)).Single(vendorAccount => vendorAccount.Id == Channel.VendorAccount.Id);
}
