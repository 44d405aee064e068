using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests.Operations;

public sealed class SyncSchedulerTests : OperationTests
{
    [Fact]
    public async Task A_vendor_account_is_read_again_and_again_until_the_service_stops()
    {
        using var stop = new CancellationTokenSource();
        var channel = await ConnectAsync(TimeSpan.FromSeconds(30));
        var pauses = 0;
        Host.Time.OnPause = () =>
        {
            if (++pauses == 12)
                stop.Cancel();
        };

        await Should.ThrowAsync<OperationCanceledException>(() => Host.Get<SyncScheduler>().RunAsync(channel, stop.Token));

        (await RunsAsync(channel)).ShouldBeGreaterThanOrEqualTo(3, string.Join('\n', Host.Lines.All));
        (await ShownAsync(channel)).NextSyncAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_vendor_account_whose_schedule_is_off_is_left_alone()
    {
        var channel = await ConnectAsync(null);
        await Host.Get<SyncScheduler>().RunAsync(channel, default);
        (await RunsAsync(channel)).ShouldBe(0);
        (await ShownAsync(channel)).NextSyncAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_failing_vendor_is_synced_less_and_less_often()
    {
        using var stop = new CancellationTokenSource();
        var channel = await ConnectAsync(TimeSpan.FromSeconds(10));
        Fault(SandboxFaultKind.Status, "GET", times: null, status: 401);
        // The test ends at the third pause, of some forty seconds, because its clock does not skip such a long one.
        var pauses = new List<TimeSpan>();
        var last = Host.Time.GetUtcNow();
        Host.Time.OnPause = () =>
        {
            var pause = Host.Time.GetUtcNow() - last;
            last = Host.Time.GetUtcNow();
            // A busy machine may cause a failure of the service itself. The pause after it does not depend on the vendor.
            if (pauses.Count > 0 && pause == TimeSpan.FromSeconds(10))
                return;
            pauses.Add(pause);
            if (pauses.Count == 2)
                stop.Cancel();
        };

        await Should.ThrowAsync<OperationCanceledException>(() => Host.Get<SyncScheduler>().RunAsync(channel, stop.Token));

        pauses[1].ShouldBeGreaterThan(pauses[0] * 1.5, string.Join('\n', Host.Lines.All));
    }

    [Fact]
    public async Task A_requested_sync_restarts_the_pause()
    {
        using var stop = new CancellationTokenSource();
        var channel = await ConnectAsync(TimeSpan.FromSeconds(30));
        Task<SyncReport>? asked = null;
        var pauses = 0;
        Host.Time.OnPause = () =>
        {
            pauses++;
            if (pauses == 1)
                asked = Host.SyncAsync(channel);
            if (pauses == 2)
                stop.Cancel();
        };
        // The first pause ends when the requested sync has just begun, so another pause precedes the next sync.
        await Should.ThrowAsync<OperationCanceledException>(() => Host.Get<SyncScheduler>().RunAsync(channel, stop.Token));

        (await asked!).Error.ShouldBeNull();
        (await RunsAsync(channel)).ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task A_background_sync_shows_its_progress_and_result()
    {
        var started = await Host.RunAsync("syncVendorAccount", new { background = true, vendorAccountId = Channel.VendorAccount.Id });

        started.State.ShouldBe(OperationState.Sent);
        Operation operation;
        do operation = await OperationAsync(started);
        while (operation.State == OperationState.Sent);
        (operation.State, operation.Progress).ShouldBe((OperationState.Succeeded, 100));
    }

    [Fact]
    public async Task A_background_sync_stops_with_the_service_and_reports_it()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.Time.OnPause = reached.SetResult;
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Slow,
                DelayMs = 39_000,
                Times = 1,
            },
            new SandboxFault
            {
                Kind = SandboxFaultKind.Slow,
                DelayMs = 41_000,
                After = 1,
            }
        );
        var started = await Host.RunAsync("syncVendorAccount", new { background = true, vendorAccountId = Channel.VendorAccount.Id });
        await reached.Task;

        await RestartAsync(sync: false);

        var operation = await OperationAsync(started);
        operation.State.ShouldBe(OperationState.Failed);
        operation.ErrorsJson!.ShouldContain(OperationError.Interrupted);
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(50, 200, 25)]
    [InlineData(200, 200, 99)]
    [InlineData(900, 200, 99)]
    public void Progress_is_relative_to_the_number_of_known_projects(int read, int known, int? percent) =>
        Unified.SyncProgressReporter.ComputePercent(read, known).ShouldBe(percent);

    private Task<VendorChannel> ConnectAsync(TimeSpan? interval) =>
        Host.VendorAccounts.RegisterAsync(Channel.Settings with { Name = "scheduled", SyncInterval = interval }, default);

    private Task<long> RunsAsync(VendorChannel channel) =>
        Host.Get<Data.Storage.GraphStore>()
            .ReadAsync(
                session => session.ReadLong("SELECT count(*) FROM SyncRuns WHERE VendorAccountId = @p0", channel.VendorAccount.Id),
                default
            );

    private async Task<VendorAccount> ShownAsync(VendorChannel channel) =>
        (await Host.Store.ListAsync(default)).Single(vendorAccount => vendorAccount.Id == channel.VendorAccount.Id);
}
