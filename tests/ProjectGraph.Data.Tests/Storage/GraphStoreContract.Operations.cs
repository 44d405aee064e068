using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

public abstract partial class GraphStoreContract
{
    private static readonly OperationCaller Caller = new(CallerKind.Key, "7", "dashboard");

    private static readonly RecordedRequest Request = new(
        "POST",
        "http://planhat.test/projects",
        new Dictionary<string, string> { ["Authorization"] = "***" },
        """{"name":"x"}"""
    );

    [Fact]
    public async Task An_operation_is_planned_sent_and_completed_with_its_changes()
    {
        var id = await StartAsync("key");
        (await Operations.FindAsync(id, default))!.State.ShouldBe(OperationState.Planned);

        await Operations.RecordRequestAsync(id, Request, default);
        (await Operations.FindAsync(id, default))!.State.ShouldBe(OperationState.Sent);
        Time.Advance(TimeSpan.FromSeconds(2));
        var saved = await Operations.CompleteAsync(id, Succeeded(Samples.Project(1)), default);

        var operation = (await Operations.FindAsync(id, default))!;
        operation.State.ShouldBe(OperationState.Succeeded);
        operation.ProjectId.ShouldBe(saved.ShouldHaveSingleItem());
        operation.CompletedAt.ShouldBe(operation.StartedAt.AddSeconds(2));
        operation.RequestHeaders.ShouldBe("""{"Authorization":"***"}""");
        operation.ResponseStatus.ShouldBe(200);
        operation.ErrorsJson.ShouldBeNull();
        (await FindAsync(saved[0])).Name.ShouldBe("Project 1");
        (await Operations.FindInputAsync(id, default)).ShouldBe("{}");
    }

    [Fact]
    public async Task An_operation_is_recorded_with_its_caller()
    {
        var operation = (await Operations.FindAsync(await StartAsync("key"), default))!;
        (operation.CallerKind, operation.CallerId, operation.CallerName).ShouldBe((CallerKind.Key, "7", "dashboard"));
    }

    [Theory]
    [InlineData(CallerKind.Key, "8")]
    [InlineData(CallerKind.Token, "7")]
    [InlineData(CallerKind.Local, null)]
    public async Task Another_caller_has_keys_of_its_own(CallerKind kind, string? id)
    {
        var first = await StartAsync("key");
        var theirs = Draft("key") with { Caller = new(kind, id, "dashboard"), InputHash = "other" };

        var second = (await Operations.BeginAsync(theirs, default)).ShouldBeOfType<OperationStart.Started>().OperationId;

        (await Operations.BeginAsync(theirs, default)).ShouldBe(new OperationStart.InFlight(second));
        (await Operations.BeginAsync(Draft("key"), default)).ShouldBe(new OperationStart.InFlight(first));
        (await Operations.FindAsync(second, default))!.IdempotencyKey.ShouldBe("key");
    }

    [Fact]
    public async Task A_caller_keeps_its_keys_under_another_name()
    {
        var id = await StartAsync("key");
        (await Operations.BeginAsync(Draft("key") with { Caller = Caller with { Name = "renamed" } }, default)).ShouldBe(
            new OperationStart.InFlight(id)
        );
    }

    [Fact]
    public async Task An_idempotency_key_without_a_caller_applies_to_all_callers()
    {
        var id = await StartAsync("old");
        await Store.WriteAsync(session => session.Execute("UPDATE IdempotencyKeys SET Caller = ''"), default);
        var theirs = Draft("old") with { Caller = new(CallerKind.Token, "somebody", null) };

        (await Operations.BeginAsync(theirs, default)).ShouldBe(new OperationStart.InFlight(id));
        (await Operations.BeginAsync(theirs with { InputHash = "other" }, default)).ShouldBe(new OperationStart.Conflict(id));
        await Operations.CompleteAsync(id, Failed(OperationError.Interrupted), default);
        (await Operations.BeginAsync(theirs, default)).ShouldBeOfType<OperationStart.Started>();
        (await Operations.BeginAsync(Draft("old"), default)).ShouldBeOfType<OperationStart.Started>();
    }

    [Fact]
    public async Task The_same_key_and_input_returns_the_first_result()
    {
        var id = await StartAsync("key");
        var saved = await Operations.CompleteAsync(id, Succeeded(Samples.Project(1), Samples.Project(2)), default);

        var replay = (await Operations.BeginAsync(Draft("key"), default)).ShouldBeOfType<OperationStart.Replay>();

        replay.Operation.Id.ShouldBe(id);
        replay.ProjectIds.ShouldBe(saved);
    }

    [Fact]
    public async Task The_same_key_with_another_input_is_a_conflict()
    {
        var id = await StartAsync("key");
        (await Operations.BeginAsync(Draft("key") with { InputHash = "other" }, default)).ShouldBe(new OperationStart.Conflict(id));
    }

    [Fact]
    public async Task The_same_key_during_the_first_operation_is_reported()
    {
        var id = await StartAsync("key");
        (await Operations.BeginAsync(Draft("key"), default)).ShouldBe(new OperationStart.InFlight(id));
        await Operations.RecordRequestAsync(id, Request, default);
        (await Operations.BeginAsync(Draft("key"), default)).ShouldBe(new OperationStart.InFlight(id));
    }

    [Theory]
    [InlineData(OperationError.Interrupted)]
    [InlineData(OperationError.Cancelled)]
    public async Task An_idempotency_key_of_an_unsent_operation_is_free_again(string code)
    {
        var first = await StartAsync("key");
        await Operations.CompleteAsync(first, Failed(code), default);

        (await Operations.BeginAsync(Draft("key") with { InputHash = "other" }, default)).ShouldBe(new OperationStart.Conflict(first));
        var second = (await Operations.BeginAsync(Draft("key"), default)).ShouldBeOfType<OperationStart.Started>().OperationId;

        second.ShouldNotBe(first);
        (await Operations.FindAsync(first, default))!.IdempotencyKey.ShouldBeNull();
        (await Operations.BeginAsync(Draft("key"), default)).ShouldBe(new OperationStart.InFlight(second));
    }

    [Theory]
    [InlineData("VENDOR_UNAVAILABLE", false)]
    [InlineData("VENDOR_UNAVAILABLE", true)]
    public async Task A_failure_that_was_sent_or_returned_is_returned_again(string code, bool sent)
    {
        var id = await StartAsync("key");
        if (sent)
            await Operations.RecordRequestAsync(id, Request, default);
        await Operations.CompleteAsync(id, Failed(code), default);

        (await Operations.BeginAsync(Draft("key"), default)).ShouldBeOfType<OperationStart.Replay>().Operation.Id.ShouldBe(id);
    }

    [Fact]
    public async Task Abandoned_operations_are_recovered_like_those_of_a_dead_sender()
    {
        var (planned, sent, running) = (await StartAsync("planned"), await StartAsync("sent"), await StartAsync("running"));
        foreach (var id in new[] { sent, running })
            await Operations.RecordRequestAsync(id, Request, default);
        var log = Operations;
        foreach (var id in new[] { planned, sent })
            await Should.ThrowAsync<StoreException>(() =>
                log.RunOrReleaseAsync<bool>(id, () => throw new StoreException(StoreException.Unreachable, "The store is away."))
            );

        (await log.ClaimUnknownAsync(default)).Select(operation => operation.Id).ShouldBe([sent]);

        (await Operations.FindAsync(planned, default))!.State.ShouldBe(OperationState.Failed);
        (await Operations.FindAsync(running, default))!.State.ShouldBe(OperationState.Sent);
    }

    [Fact]
    public async Task Concurrent_operations_with_one_key_start_once()
    {
        await using var other = await OpenDatabaseAsync(Time);
        var logs = new[] { Operations, new OperationLog(other) };

        var starts = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => logs[i % 2].BeginAsync(Draft("twin"), default)))
        );

        starts.OfType<OperationStart.Started>().Count().ShouldBe(1);
        starts.OfType<OperationStart.InFlight>().Count().ShouldBe(19);
    }

    [Fact]
    public async Task Without_a_key_every_operation_is_a_new_one()
    {
        var first = await StartAsync(null);
        (await StartAsync(null)).ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task A_restart_recovers_interrupted_work()
    {
        var sent = await StartAsync("sent");
        await Operations.RecordRequestAsync(sent, Request, default);
        var planned = await StartAsync("planned");
        var dryRun = await StartAsync("dry", dryRun: true);
        await Operations.CompleteAsync(dryRun, Succeeded() with { State = OperationState.Planned, Request = Request }, default);

        await ReopenAsync();

        (await Operations.FindAsync(sent, default))!.State.ShouldBe(OperationState.Unknown);
        (await Operations.ClaimUnknownAsync(default)).Select(operation => operation.Id).ShouldBe([sent]);
        var failed = (await Operations.FindAsync(planned, default))!;
        failed.State.ShouldBe(OperationState.Failed);
        failed.ErrorsJson!.ShouldContain("\"code\":\"INTERRUPTED\"");
        (await Operations.FindAsync(dryRun, default))!.State.ShouldBe(OperationState.Planned);
        (await Operations.BeginAsync(Draft("dry", dryRun: true), default)).ShouldBeOfType<OperationStart.Replay>();
    }

    [Fact]
    public async Task An_unknown_outcome_can_be_reconciled_once()
    {
        var id = await StartAsync("key");
        await Operations.RecordRequestAsync(id, Request, default);
        await Operations.CompleteAsync(id, Succeeded() with { State = OperationState.Unknown, Response = null }, default);

        await Operations.CompleteAsync(id, Succeeded(Samples.Project(1)), default);

        await Should.ThrowAsync<InvalidOperationException>(() => Operations.CompleteAsync(id, Succeeded(), default));
        await Should.ThrowAsync<InvalidOperationException>(() => Operations.RecordRequestAsync(id, Request, default));
        (await Operations.FindAsync(id, default))!.State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public async Task A_dry_run_is_never_sent()
    {
        var id = await StartAsync(null, dryRun: true);
        await Should.ThrowAsync<InvalidOperationException>(() => Operations.RecordRequestAsync(id, Request, default));
    }

    [Fact]
    public async Task An_operation_that_deleted_a_project_removes_it_and_remembers_which()
    {
        var project = (await SaveAsync(Samples.Project(1))).ShouldHaveSingleItem();
        var id = await StartAsync("key");

        await Operations.CompleteAsync(id, Succeeded() with { DeletedProjectId = project }, default);

        (await VendorAccounts.FindProjectAsync(project, default)).ShouldBeNull();
        (await Operations.FindAsync(id, default))!.ProjectId.ShouldBe(project);
    }

    [Fact]
    public async Task A_vendor_change_is_recorded_even_if_its_document_cannot_be_stored()
    {
        var large = Samples.Project(1);
        large.Mrr = decimal.MaxValue;
        var id = await StartAsync("key");

        (await Operations.CompleteAsync(id, Succeeded(large), default)).ShouldBeEmpty();

        var operation = (await Operations.FindAsync(id, default))!;
        operation.State.ShouldBe(OperationState.Succeeded);
        operation.ErrorsJson!.ShouldContain(StoreException.UnstorableValue);
    }

    private OperationDraft Draft(string? key, bool dryRun = false) =>
        new("createProject", Vendor.Planhat, VendorAccountId, null, dryRun, key, "hash", "{}", Caller);

    private async Task<long> StartAsync(string? key, bool dryRun = false) =>
        (await Operations.BeginAsync(Draft(key, dryRun), default)).ShouldBeOfType<OperationStart.Started>().OperationId;

    private static OperationOutcome Failed(string code) =>
        Succeeded() with
        {
            State = OperationState.Failed,
            Response = null,
            Errors = [new(code, "It failed.")],
        };

    private static OperationOutcome Succeeded(params Project[] saved) =>
        new(OperationState.Succeeded, null, new(200, "{}"), [], saved, Samples.Nothing, null);
}
