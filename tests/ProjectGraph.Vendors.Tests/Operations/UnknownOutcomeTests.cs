using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Tests.Operations;

/// <summary>Tests that once a request is sent, every failure reports that the vendor may have performed it.</summary>
public sealed class UnknownOutcomeTests : OperationTests
{
    [Fact]
    public async Task Nothing_is_sent_after_the_caller_was_notified_so()
    {
        using var patience = new CancellationTokenSource();
        // The request is recorded as sent and would be sent next.
        Once(OperationState.Sent, patience.Cancel);

        var told = await Record.ExceptionAsync(() =>
            Host.RunAsync("createPlanhatProject", new { name = "Either", companyId = Company }, cancellationToken: patience.Token)
        );

        await Host.Runner.IdleAsync();
        Writes().ShouldBe(told is OperationCanceledException ? 0 : 1);
    }

    [Fact]
    public async Task A_caller_that_cancels_earlier_is_notified_that_nothing_was_sent()
    {
        using var patience = new CancellationTokenSource();
        Once(OperationState.Planned, patience.Cancel);

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Host.RunAsync("createPlanhatProject", new { name = "Never", companyId = Company }, cancellationToken: patience.Token)
        );

        await Host.Runner.IdleAsync();
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_store_failure_after_sending_is_an_unknown_outcome_without_advice_to_repeat()
    {
        var graph = Host.Get<GraphStore>();
        Once(OperationState.Sent, () => graph.DisposeAsync().AsTask().Wait());

        var result = await Host.RunAsync("createPlanhatProject", new { name = "Once", companyId = Company });

        result.State.ShouldBe(OperationState.Unknown);
        ShouldWarn(result);
        Writes().ShouldBe(1);
    }

    [Fact]
    public async Task A_full_disk_after_sending_is_an_unknown_outcome_that_is_reconciled_later()
    {
        var graph = Host.Get<GraphStore>();
        // The file can't grow from then on, and the vendor's response is longer than any free page.
        Once(OperationState.Sent, () => Room(1).Wait());

        var result = await Host.RunAsync(
            "createPlanhatProject",
            new
            {
                name = "Once",
                companyId = Company,
                custom = new { Long = new string('x', 1_000_000) },
            }
        );

        result.State.ShouldBe(OperationState.Unknown);
        ShouldWarn(result);
        await Room(1_000_000);
        await Host.Runner.IdleAsync();
        await Host.Recovery.RunAsync(default);
        (await OperationAsync(result)).State.ShouldBe(OperationState.Succeeded);
        Writes().ShouldBe(1);

        Task Room(int pages) => graph.WriteAsync(session => session.ReadScalar($"PRAGMA max_page_count = {pages}"), default);
    }

    [Fact]
    public async Task A_store_failure_before_sending_reports_that_nothing_changed()
    {
        var graph = Host.Get<GraphStore>();
        Once(OperationState.Planned, () => graph.DisposeAsync().AsTask().Wait());

        var failure = await Should.ThrowAsync<StoreException>(() =>
            Host.RunAsync("createPlanhatProject", new { name = "Never", companyId = Company })
        );

        failure.Message.ShouldEndWith("Nothing was changed at the vendor.");
        Writes().ShouldBe(0);
    }

    [Fact]
    public async Task A_repetition_after_a_crash_has_an_error_while_the_outcome_is_unknown()
    {
        var input = new
        {
            name = "Crashed",
            companyId = Company,
            idempotencyKey = "crash",
        };
        var draft = Draft(input);
        var started = (OperationStart.Started)await Host.Log.BeginAsync(draft, default);
        await Host.Log.RecordRequestAsync(
            started.OperationId,
            Channel.Record(new VendorRequest("POST", "projects") { Body = Json("""{"name":"Crashed"}""") }),
            default
        );
        await RestartAsync(sync: false);

        var again = await Host.RunAsync("createPlanhatProject", input);

        (again.State, again.Replayed, again.OperationId).ShouldBe((OperationState.Unknown, true, started.OperationId));
        ShouldWarn(again);
        (await OperationAsync(again)).ErrorsJson!.ShouldContain(OperationError.OutcomeUnknown);
    }

    [Fact]
    public async Task A_repetition_of_a_running_operation_names_it()
    {
        var input = new
        {
            name = "Twin",
            companyId = Company,
            idempotencyKey = "twin",
        };
        var started = (OperationStart.Started)await Host.Log.BeginAsync(Draft(input), default);
        await Host.Log.RecordRequestAsync(started.OperationId, Channel.Record(new VendorRequest("POST", "projects")), default);

        var error = (await Host.RunAsync("createPlanhatProject", input)).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe(VendorErrors.IdempotencyInFlight);
        error.Message.ShouldContain("the vendor may have done it. Retry shortly");
    }

    private OperationDraft Draft(object input)
    {
        var values = Values.Convert(input);
        return OperationCall
            .Create(VendorRegistry.BuiltIn, "createPlanhatProject", VendorHost.Caller, values, null, AccountScope.Unrestricted, null)
            .CreateDraft(new(Channel, null, null, []));
    }

    private static void ShouldWarn(OperationResult result)
    {
        var error = result.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe(OperationError.OutcomeUnknown);
        error.Message.ShouldContain("the vendor may have done it");
        error.Message.ShouldContain($"Do not repeat it before the outcome of operation {result.OperationId} is known");
    }

    // Other commits, such as that of an account's state, can come first.
    private void Once(OperationState state, Action act)
    {
        var graph = Host.Get<GraphStore>();
        var acted = false;
        graph.DataChanged += () =>
        {
            if (
                acted
                || graph.ReadAsync(session => session.ReadScalar("SELECT State FROM Operations ORDER BY Id DESC LIMIT 1"), default).Result
                    is not long last
                || last != (long)state
            )
                return;
            acted = true;
            act();
        };
    }
}
