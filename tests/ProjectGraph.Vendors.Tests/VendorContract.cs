using ProjectGraph.Data.Model;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Tests;

/// <summary>The tests of every vendor's connector, against its sandbox over HTTP and with a real store.</summary>
public abstract class VendorContract : IAsyncLifetime
{
    /// <summary>More than three pages of <see cref="SmallPages"/>.</summary>
    private const int Projects = 40;

    private readonly TemporaryFolder _folder = new();
    private VendorHost _host = null!;

    protected abstract Vendor Vendor { get; }

    /// <summary>Settings that make a page small enough for several; null where the vendor has no pages.</summary>
    protected virtual Dictionary<string, string>? SmallPages => new() { ["PageSize"] = "10" };

    /// <summary>The prefix of the path of the vendor's project list in the sandbox.</summary>
    protected abstract string ListPath { get; }

    /// <summary>The HTTP method of the vendor's project list.</summary>
    protected virtual string ListMethod => "GET";

    /// <summary>A field of the vendor's project document that is a text or a number, and is read.</summary>
    protected abstract string TypedField { get; }

    /// <summary>Credentials of the right form that the sandbox refuses.</summary>
    protected abstract Dictionary<string, string> BadCredentials { get; }

    /// <summary>Deletes a project at the vendor without the service; null if the vendor has no deletion.</summary>
    internal abstract Task<string>? DeleteAtVendorAsync(RunningSandbox sandbox);

    private RunningSandbox Sandbox => _host.Sandbox(VendorRegistry.BuiltIn.Find(Vendor)!.SandboxPath!.Split('/')[1]);

    public async Task InitializeAsync() => _host = await VendorHost.StartAsync(_folder.Path, Projects);

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_vendor_without_projects_gives_an_empty_graph()
    {
        var channel = await ConnectAsync();
        Sandbox.Faults.Set(new SandboxFault { Kind = SandboxFaultKind.EmptyList });

        var report = await _host.SyncAsync(channel);

        report.Error.ShouldBeNull();
        (await _host.CountAsync(channel)).ShouldBe(0);
    }

    [Fact]
    public async Task Several_pages_bring_every_project_once()
    {
        var whole = await ConnectAsync();
        await _host.SyncAsync(whole);
        var channel = await _host.ConnectAsync(Vendor, "pages", settings: SmallPages);

        var report = await _host.SyncAsync(channel);

        report.Error.ShouldBeNull();
        var count = await _host.CountAsync(channel);
        count.ShouldBeGreaterThanOrEqualTo(Projects);
        count.ShouldBe(await _host.CountAsync(whole));
    }

    [Fact]
    public async Task An_interrupted_sync_resumes()
    {
        if (SmallPages is null)
            return;
        var channel = await _host.ConnectAsync(Vendor, settings: SmallPages);
        Fault(SandboxFaultKind.Status, after: 2);
        (await _host.SyncAsync(channel)).Error.ShouldNotBeNull();
        var half = await _host.CountAsync(channel);
        Sandbox.Faults.Set();
        Sandbox.Log.Clear();

        (await _host.SyncAsync(channel)).Error.ShouldBeNull();
        var resumed = Sandbox.Log.Recent().Count;
        Sandbox.Log.Clear();
        (await _host.SyncAsync(channel)).Error.ShouldBeNull();

        half.ShouldBeGreaterThan(0);
        resumed.ShouldBeLessThan(Sandbox.Log.Recent().Count);
        (await _host.CountAsync(channel)).ShouldBeGreaterThanOrEqualTo(Projects);
    }

    [Fact]
    public async Task Repeating_a_sync_changes_nothing()
    {
        var channel = await ConnectAsync();
        await _host.SyncAsync(channel);

        var again = await _host.SyncAsync(channel);

        (again.Created, again.Changed, again.Deleted, again.Error).ShouldBe((0, 0, 0, null));
    }

    [Fact]
    public async Task A_project_deleted_at_the_vendor_is_removed_from_the_graph()
    {
        var channel = await ConnectAsync();
        await _host.SyncAsync(channel);
        if (DeleteAtVendorAsync(Sandbox) is not { } deletion)
            return;
        var vendorId = await deletion;
        (await _host.FindAsync(channel, vendorId)).ShouldNotBeNull();

        var report = await _host.SyncAsync(channel);

        report.Deleted.ShouldBe(1);
        (await _host.FindAsync(channel, vendorId)).ShouldBeNull();
    }

    [Fact]
    public async Task A_busy_vendor_is_not_called_during_the_requested_pause()
    {
        var channel = await ConnectAsync();
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.Status,
                Status = 429,
                RetryAfter = "7",
                Path = ListPath,
                Method = ListMethod,
                Times = 1,
            }
        );
        var start = _host.Time.GetUtcNow();

        var report = await _host.SyncAsync(channel);

        report.Error.ShouldBeNull();
        (_host.Time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Bad_credentials_are_reported_and_change_nothing()
    {
        var channel = await _host.ConnectAsync(Vendor, credentials: BadCredentials);

        var report = await _host.SyncAsync(channel);

        report.ErrorCode.ShouldBeOneOf(VendorErrors.VendorUnauthorized, VendorErrors.VendorForbidden);
        foreach (var secret in BadCredentials.Values)
            report.Error!.ShouldNotContain(secret);
        (await _host.CountAsync(channel)).ShouldBe(0);
    }

    [Fact]
    public async Task A_response_that_is_not_json_ends_the_sync_and_keeps_the_graph()
    {
        var channel = await ConnectAsync();
        await _host.SyncAsync(channel);
        var before = await _host.CountAsync(channel);
        Fault(SandboxFaultKind.Garbage);

        var report = await _host.SyncAsync(channel);

        report.ErrorCode.ShouldBe(VendorErrors.VendorBadAnswer);
        (await _host.CountAsync(channel)).ShouldBe(before);
    }

    [Fact]
    public async Task A_truncated_response_is_read_again()
    {
        var channel = await ConnectAsync();
        Fault(SandboxFaultKind.CutBody, times: 1);

        var report = await _host.SyncAsync(channel);

        report.Error.ShouldBeNull();
        (await _host.CountAsync(channel)).ShouldBeGreaterThanOrEqualTo(Projects);
    }

    [Fact]
    public async Task A_vendor_that_always_truncates_its_responses_is_unavailable()
    {
        var channel = await ConnectAsync();
        Fault(SandboxFaultKind.CutBody);

        (await _host.SyncAsync(channel)).ErrorCode.ShouldBe(VendorErrors.VendorUnavailable);
    }

    [Fact]
    public async Task A_record_of_the_wrong_type_is_quarantined_and_its_row_kept()
    {
        var channel = await _host.ConnectAsync(Vendor, settings: SmallPages);
        await _host.SyncAsync(channel);
        var before = await _host.CountAsync(channel);
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.WrongType,
                Field = TypedField,
                Value = new System.Text.Json.Nodes.JsonObject(),
                Path = ListPath,
                Method = ListMethod,
                Times = 1,
            }
        );

        var report = await _host.SyncAsync(channel);

        report.Error.ShouldBeNull();
        report.Quarantined.ShouldBeGreaterThan(0);
        (await _host.CountAsync(channel)).ShouldBe(before);
    }

    [Fact]
    public async Task A_change_at_the_vendor_is_in_the_graph_and_in_its_change_log_after_the_next_sync()
    {
        var channel = await ConnectAsync();
        await _host.SyncAsync(channel);
        var before = await ChangesAsync();
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.WrongType,
                Field = TypedField,
                Value = "Renamed at the vendor",
                Path = ListPath,
                Method = ListMethod,
            }
        );

        var report = await _host.SyncAsync(channel);

        report.Changed.ShouldBeGreaterThanOrEqualTo(Projects);
        (await ChangesAsync() - before).ShouldBeGreaterThanOrEqualTo(report.Changed);
        (
            await _host
                .Get<GraphStore>()
                .ReadAsync(session => session.ReadLong("SELECT count(*) FROM Projects WHERE Name = 'Renamed at the vendor'"), default)
        ).ShouldBe(await _host.CountAsync(channel));
    }

    [Fact]
    public async Task The_sandbox_shows_what_is_documented_and_a_new_field_is_noticed_and_kept()
    {
        var channel = await ConnectAsync();
        await _host.SyncAsync(channel);
        (await DriftsAsync()).ShouldBeNull();
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = SandboxFaultKind.NewField,
                Field = "shiny",
                Value = 1,
                Beside = TypedField,
                Path = ListPath,
                Method = ListMethod,
            }
        );

        var report = await _host.SyncAsync(channel);

        (report.Error, report.Quarantined).ShouldBe((null, 0));
        (await DriftsAsync()).ShouldBe("shiny");
        (
            await _host
                .Get<GraphStore>()
                .ReadAsync(session => session.ReadLong("SELECT count(*) FROM Projects WHERE Document NOT LIKE '%\"shiny\":1%'"), default)
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_slow_vendor_is_waited_for()
    {
        var channel = await ConnectAsync();
        Sandbox.Faults.Set(new SandboxFault { Kind = SandboxFaultKind.Slow, DelayMs = 3000 });
        (await _host.SyncAsync(channel)).Error.ShouldBeNull();
    }

    [Theory]
    [InlineData(SandboxFaultKind.Slow, OperationState.Succeeded)]
    [InlineData(SandboxFaultKind.Status, OperationState.Failed)]
    [InlineData(SandboxFaultKind.CutBody, OperationState.Succeeded)]
    [InlineData(SandboxFaultKind.Garbage, OperationState.Succeeded)]
    [InlineData(SandboxFaultKind.LostAnswer, OperationState.Succeeded)]
    internal async Task The_operation_reports_the_true_outcome_whatever_happens_to_the_response(SandboxFaultKind kind, OperationState state)
    {
        var channel = await ConnectAsync();
        await _host.SyncAsync(channel);
        var id = await _host
            .Get<GraphStore>()
            .ReadAsync(
                session => session.ReadLong("SELECT min(Id) FROM Projects WHERE VendorAccountId = @p0", channel.VendorAccount.Id),
                default
            );
        var before = (await _host.Store.FindProjectAsync(id, default))!.Name;
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = kind,
                Method = "PUT",
                DelayMs = 3000,
            },
            new SandboxFault
            {
                Kind = kind,
                Method = "PATCH",
                DelayMs = 3000,
            }
        );

        var result = await _host.RunAsync("updateProject", new { name = "Written again" }, id);

        Sandbox.Faults.Set();
        (await _host.RunAsync("refreshProject", new { }, id)).State.ShouldBe(OperationState.Succeeded);
        result.State.ShouldBe(state, string.Join(' ', result.Errors));
        (await _host.Store.FindProjectAsync(id, default))!.Name.ShouldBe(state == OperationState.Succeeded ? "Written again" : before);
        Sandbox.Log.Recent().Count(request => request.Method is "PUT" or "PATCH").ShouldBe(1);
    }

    [Fact]
    public async Task What_is_written_while_a_list_is_on_its_way_outlasts_the_sync_that_read_it()
    {
        var channel = await _host.ConnectAsync(Vendor, settings: SmallPages);
        await _host.SyncAsync(channel);
        var ids = await _host
            .Get<GraphStore>()
            .ReadAsync(session => session.ReadList("SELECT Id FROM Projects ORDER BY Id", row => row.GetInt64(0)), default);
        long created = 0;
        var isDeleted = false;
        var source = new HeldSource(channel.Connector.CreateSync(channel), async () =>
        {
            var result = await _host.RunAsync("copyProject", new { name = "Created meanwhile", lenient = true }, ids[0]);
            result.State.ShouldBe(OperationState.Succeeded, string.Join(' ', result.Errors));
            created = result.ProjectIds.Single();
            (await _host.RunAsync("updateProject", new { name = "Written meanwhile" }, ids[0])).State.ShouldBe(OperationState.Succeeded);
            isDeleted = (await _host.RunAsync("deleteProject", new { }, ids[1])).State == OperationState.Succeeded;
        });

        (await _host.Get<SyncRunner>().RunAsync(channel.VendorAccount.Id, source, default)).Error.ShouldBeNull();

        for (var sync = 0; sync < 2; sync++)
        {
            (await _host.Store.FindProjectAsync(created, default)).ShouldNotBeNull();
            (await _host.Store.FindProjectAsync(ids[0], default))!.Name.ShouldBe("Written meanwhile");
            (await _host.CountAsync(channel)).ShouldBe(ids.Count + (isDeleted ? 0 : 1));
            (await _host.SyncAsync(channel)).Error.ShouldBeNull();
        }
        isDeleted.ShouldBe(Vendor != Vendor.Heatpunk);
    }

    [Fact]
    public async Task An_unexpectedly_empty_list_deletes_nothing()
    {
        var channel = await ConnectAsync();
        await _host.SyncAsync(channel);
        var before = await _host.CountAsync(channel);
        Sandbox.Faults.Set(new SandboxFault { Kind = SandboxFaultKind.EmptyList });

        await _host.SyncAsync(channel);

        (await _host.CountAsync(channel)).ShouldBe(before);
    }

    [Fact]
    public async Task A_sync_can_be_cancelled()
    {
        var channel = await ConnectAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => _host.SyncAsync(channel, cancelled.Token));
    }

    [Fact]
    public void Every_unified_field_is_declared_once_and_its_absence_explained()
    {
        var connector = VendorRegistry.BuiltIn.Find(Vendor)!;

        connector.Fields.Select(field => field.Field).ShouldBeUnique();
        connector.Fields.Where(field => field.Use == Unified.FieldUse.None).ShouldAllBe(field => field.Note != null);
    }

    private Task<long> ChangesAsync() =>
        _host.Get<GraphStore>().ReadAsync(session => session.ReadLong("SELECT count(*) FROM Changes"), default);

    private Task<string?> DriftsAsync() =>
        _host.Get<GraphStore>().ReadAsync(session => (string?)session.ReadScalar("SELECT group_concat(Field) FROM SchemaDrifts"), default);

    private Task<VendorChannel> ConnectAsync() => _host.ConnectAsync(Vendor);

    private void Fault(SandboxFaultKind kind, int after = 0, int? times = null) =>
        Sandbox.Faults.Set(
            new SandboxFault
            {
                Kind = kind,
                Path = ListPath,
                Method = ListMethod,
                After = after,
                Times = times,
            }
        );
}
