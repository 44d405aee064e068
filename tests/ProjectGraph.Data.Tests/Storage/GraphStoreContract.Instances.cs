using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

/// <summary>Tests of several processes that have one store open.</summary>
public abstract partial class GraphStoreContract
{
    [Fact]
    public async Task The_work_of_a_process_that_is_alive_is_not_recovered()
    {
        var sent = await StartAsync("sent");
        await Operations.RecordRequestAsync(sent, Request, default);
        var planned = await StartAsync("planned");

        await using var other = await OpenDatabaseAsync(Time);
        await other.WriteHeartbeatAsync(default);

        (await Operations.FindAsync(sent, default))!.State.ShouldBe(OperationState.Sent);
        (await Operations.FindAsync(planned, default))!.State.ShouldBe(OperationState.Planned);
        (await new OperationLog(other).ClaimUnknownAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_is_presumed_dead_can_still_record_its_result()
    {
        var sent = await StartAsync("sent");
        await Operations.RecordRequestAsync(sent, Request, default);
        await using var other = await OpenDatabaseAsync(Time);

        Time.Advance(TimeSpan.FromMinutes(4));
        await other.WriteHeartbeatAsync(default);
        (await Operations.FindAsync(sent, default))!.State.ShouldBe(OperationState.Unknown);

        await Operations.CompleteAsync(sent, Succeeded(Samples.Project(1)), default);
        (await Operations.FindAsync(sent, default))!.State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public async Task A_heartbeat_keeps_a_process_alive()
    {
        var sent = await StartAsync("sent");
        await Operations.RecordRequestAsync(sent, Request, default);
        await using var other = await OpenDatabaseAsync(Time);

        for (var minute = 0; minute < 10; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await Store.WriteHeartbeatAsync(default);
            await other.WriteHeartbeatAsync(default);
        }

        (await Operations.FindAsync(sent, default))!.State.ShouldBe(OperationState.Sent);
    }

    [Fact]
    public async Task An_open_operation_is_recovered_by_one_of_two_processes()
    {
        var sent = await StartAsync("sent");
        await Operations.RecordRequestAsync(sent, Request, default);
        await ReopenAsync();
        await using var other = await OpenDatabaseAsync(Time);

        var (ours, theirs) = (await Operations.ClaimUnknownAsync(default), await new OperationLog(other).ClaimUnknownAsync(default));

        ours.Select(operation => operation.Id).ShouldBe([sent]);
        theirs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vendor_account_that_another_process_is_syncing_is_not_synced_twice()
    {
        await using var other = await OpenDatabaseAsync(Time);
        SyncReport? refused = null;
        var source = ThreePages();
        source.Before = async (page, _) =>
        {
            if (page == 1)
                refused = await new SyncRunner(other, Microsoft.Extensions.Logging.Abstractions.NullLogger<SyncRunner>.Instance).RunAsync(
                    VendorAccountId,
                    ThreePages(),
                    default
                );
        };

        var report = await Sync.RunAsync(VendorAccountId, source, default);

        refused!.ErrorCode.ShouldBe(SyncErrors.RunningOnAnotherInstance);
        (report.Error, report.Created).ShouldBe((null, 30));
        Rows("SELECT \"State\", \"Read\" FROM \"SyncRuns\"").ShouldBe(["2 30"]);
    }

    [Fact]
    public async Task The_sync_of_a_dead_process_is_resumed()
    {
        var source = ThreePages();
        source.Before = async (page, _) =>
        {
            if (page != 2)
                return;
            // The instance does not unregister, so it and its run are left behind as after a kill.
            await Store.WriteAsync(session => session.Execute("UPDATE Instances SET Machine = 'gone'"), default);
            throw new OperationCanceledException();
        };
        await Sync.RunAsync(VendorAccountId, source, default);
        await Store.WriteAsync(session => session.Execute("UPDATE SyncRuns SET State = 1, EndedAt = NULL, Error = NULL"), default);
        Time.Advance(TimeSpan.FromMinutes(4));

        await using var other = await OpenDatabaseAsync(Time);
        Rows("SELECT \"State\" FROM \"SyncRuns\"").ShouldBe(["4"]);
        var again = ThreePages();
        var report = await new SyncRunner(other, Microsoft.Extensions.Logging.Abstractions.NullLogger<SyncRunner>.Instance).RunAsync(
            VendorAccountId,
            again,
            default
        );

        again.Cursors.ShouldBe(["2"]);
        (report.Read, report.Created, report.Error).ShouldBe((30, 30, null));
    }

    [Fact]
    public async Task The_history_of_a_vendor_account_is_bounded()
    {
        await Store.WriteAsync(
            session =>
                session.Execute(
                    """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
                    INSERT INTO SyncRuns (VendorAccountId, State, StartedAt, EndedAt, Read, Created, Changed, Deleted, Quarantined, Errors, Pages)
                    SELECT 1, 2, i, i, 0, 0, 0, 0, 0, 0, 1 FROM n
                    """
                ),
            default
        );

        await Sync.RunAsync(VendorAccountId, ThreePages(), default);

        Count("SyncRuns").ShouldBe(1000);
        Rows("SELECT max(\"Read\") FROM \"SyncRuns\"").ShouldBe(["30"]);
    }

    [Fact]
    public async Task A_run_reports_its_result()
    {
        var source = ThreePages();
        source.Before = (page, _) =>
            page == 1 ? throw new VendorReadException("VENDOR_UNAVAILABLE", "The vendor answered 500.") : Task.CompletedTask;
        await Sync.RunAsync(VendorAccountId, source, default);
        Rows("SELECT \"State\", \"Read\", \"Errors\", \"ErrorCode\" FROM \"SyncRuns\"").ShouldBe(["3 10 1 VENDOR_UNAVAILABLE"]);

        await Sync.RunAsync(VendorAccountId, ThreePages(), default);

        Rows("SELECT \"State\", \"Read\", \"Errors\", \"ErrorCode\" FROM \"SyncRuns\"").ShouldBe(["2 30 1 null"]);
    }

    [Fact]
    public async Task A_field_that_no_document_names_is_remembered_once()
    {
        var source = ThreePages();
        source.Drifts[0] = [new("shiny", "1")];
        source.Drifts[2] = [new("shiny", "21")];
        await Sync.RunAsync(VendorAccountId, source, default);

        Rows("SELECT \"Field\", \"VendorId\" FROM \"SchemaDrifts\"").ShouldBe(["shiny 21"]);
    }
}
