using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

public abstract partial class GraphStoreContract
{
    [Fact]
    public async Task A_sync_copies_every_page_and_reports_it()
    {
        var told = new RecordedProgress();
        var report = await Sync.RunAsync(VendorAccountId, ThreePages(), told, believeAll: false, expected: null, default);

        report.ShouldBe(new(VendorAccountId, Time.GetUtcNow(), Time.GetUtcNow(), 30, 30, 0, 0, 0, null, null));
        told.Read.ShouldBe([10, 20, 30]);
        var vendorAccount = (await VendorAccounts.ListAsync(default)).ShouldHaveSingleItem();
        vendorAccount.Status.ShouldBe(VendorAccountStatus.Ok);
        vendorAccount.LastSyncedAt.ShouldBe(Time.GetUtcNow());
        vendorAccount.ProjectCount.ShouldBe(30);
    }

    [Fact]
    public async Task A_second_sync_changes_nothing()
    {
        await Sync.RunAsync(VendorAccountId, ThreePages(), default);
        var before = Count("Changes");
        Time.Advance(TimeSpan.FromMinutes(5));

        var report = await Sync.RunAsync(VendorAccountId, ThreePages(), default);

        (report.Created, report.Changed, report.Deleted).ShouldBe((0, 0, 0));
        Changes(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_vendors_company_list_overrides_data_of_projects()
    {
        var source = ThreePages();
        source.Companies[1] =
        [
            new()
            {
                VendorId = "c1",
                Name = "Real name",
                Phone = "1",
            },
        ];
        await Sync.RunAsync(VendorAccountId, source, default);
        var before = Count("Changes");

        await Sync.RunAsync(VendorAccountId, source, default);

        Changes(before).ShouldBeEmpty();
        Rows("""SELECT "Name" FROM "Companies" WHERE "VendorId" = 'c1'""").ShouldBe(["Real name"]);
        Search("real name").Count.ShouldBe(3);
    }

    [Fact]
    public async Task Projects_with_different_data_of_a_company_do_not_change_it_in_every_sync()
    {
        var other = Samples.Project(31);
        other.Company!.Name = "Another name";
        var source = new ListedSource([Samples.Project(1)], [other]);
        await Sync.RunAsync(VendorAccountId, source, default);
        var before = Count("Changes");

        await Sync.RunAsync(VendorAccountId, source, default);

        Changes(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task Vanished_projects_are_removed_with_unreferenced_people()
    {
        await Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(3)), default);

        var report = await Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(2)), default);

        report.Deleted.ShouldBe(1);
        report.Error.ShouldBeNull();
        Rows("""SELECT "VendorId" FROM "Projects" ORDER BY "Id" """).ShouldBe(["1", "2"]);
        Rows("""SELECT "VendorId" FROM "Companies" ORDER BY "VendorId" """).ShouldBe(["c1", "c2"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    public async Task When_most_projects_vanish_at_once_nothing_is_deleted(int left)
    {
        await Sync.RunAsync(VendorAccountId, ThreePages(), default);

        var report = await Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(left)), default);

        report.ErrorCode.ShouldBe(SyncErrors.TooManyDeleted);
        report.Deleted.ShouldBe(0);
        Count("Projects").ShouldBe(30);
        var vendorAccount = (await VendorAccounts.ListAsync(default)).ShouldHaveSingleItem();
        vendorAccount.Status.ShouldBe(VendorAccountStatus.Failed);
        vendorAccount.LastError.ShouldBe(report.Error);
    }

    [Fact]
    public async Task Half_of_the_projects_may_vanish()
    {
        await Sync.RunAsync(VendorAccountId, ThreePages(), default);
        (await Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(15)), default)).Deleted.ShouldBe(15);
    }

    [Fact]
    public async Task A_small_account_may_lose_everything()
    {
        await Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(10)), default);
        (await Sync.RunAsync(VendorAccountId, new ListedSource(), default)).Deleted.ShouldBe(10);
        (await VendorAccounts.ListAsync(default))[0].Status.ShouldBe(VendorAccountStatus.Ok);
    }

    [Fact]
    public async Task A_forced_sync_may_remove_everything()
    {
        await Sync.RunAsync(VendorAccountId, ThreePages(), default);
        (await Sync.RunAsync(VendorAccountId, new ListedSource(), null, believeAll: true, expected: null, default)).Deleted.ShouldBe(30);
    }

    [Fact]
    public async Task A_cancelled_sync_resumes_even_after_a_restart()
    {
        using var cancel = new CancellationTokenSource();
        var source = ThreePages();
        source.Before = (page, _) => page == 2 ? cancel.CancelAsync() : Task.CompletedTask;
        await Should.ThrowAsync<OperationCanceledException>(() => Sync.RunAsync(VendorAccountId, source, cancel.Token));
        (await VendorAccounts.ListAsync(default))[0].Status.ShouldBe(VendorAccountStatus.Pending);

        await ReopenAsync();
        var again = ThreePages();
        var report = await Sync.RunAsync(VendorAccountId, again, default);

        again.Cursors.ShouldBe(["2"]);
        (report.Read, report.Created, report.Deleted).ShouldBe((30, 30, 0));
        Count("Projects").ShouldBe(30);
    }

    [Fact]
    public async Task A_sync_resumes_after_a_vendor_failure()
    {
        var source = ThreePages();
        source.Before = (page, _) =>
            page == 1 ? throw new VendorReadException("VENDOR_BAD_ANSWER", "The vendor answered 500.") : Task.CompletedTask;

        var failed = await Sync.RunAsync(VendorAccountId, source, default);

        (failed.ErrorCode, failed.Error, failed.Created).ShouldBe(("VENDOR_BAD_ANSWER", "The vendor answered 500.", 10));
        (await VendorAccounts.ListAsync(default))[0].Status.ShouldBe(VendorAccountStatus.Failed);
        var again = ThreePages();
        (await Sync.RunAsync(VendorAccountId, again, default)).Error.ShouldBeNull();
        again.Cursors.ShouldBe(["1"]);
        (await VendorAccounts.ListAsync(default))[0].LastError.ShouldBeNull();
    }

    [Fact]
    public async Task A_cursor_that_fails_repeatedly_is_discarded()
    {
        var source = ThreePages();
        source.Before = (page, _) => page == 1 ? throw new VendorReadException("VENDOR_BAD_ANSWER", "No such page.") : Task.CompletedTask;
        await Sync.RunAsync(VendorAccountId, source, default);
        await Sync.RunAsync(VendorAccountId, source, default);
        await Sync.RunAsync(VendorAccountId, source, default);
        source.Cursors.ShouldBe([null, "1", null]);
    }

    [Fact]
    public async Task A_fault_of_our_own_fails_the_sync_and_not_the_service()
    {
        var source = ThreePages();
        source.Before = (_, _) => throw new InvalidOperationException("secret");
        var report = await Sync.RunAsync(VendorAccountId, source, default);
        report.ErrorCode.ShouldBe(SyncErrors.Interrupted);
        report.Error!.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_record_that_was_not_understood_keeps_its_row()
    {
        await Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(3)), default);
        var source = new ListedSource(Samples.Projects(1));
        source.Problems[0] = [new("3", "status is a list")];

        var report = await Sync.RunAsync(VendorAccountId, source, default);

        (report.Read, report.Quarantined, report.Deleted).ShouldBe((2, 1, 1));
        Rows("""SELECT "VendorId" FROM "Projects" ORDER BY "Id" """).ShouldBe(["1", "3"]);
        Rows("""SELECT "VendorId", "Message" FROM "QuarantinedRecords" """).ShouldBe(["3 status is a list"]);
    }

    [Fact]
    public async Task A_record_without_an_id_keeps_every_row()
    {
        await Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(3)), default);
        var source = new ListedSource(Samples.Projects(1));
        source.Problems[0] = [new(null, "no id")];
        (await Sync.RunAsync(VendorAccountId, source, default)).Deleted.ShouldBe(0);
    }

    [Fact]
    public async Task A_value_that_no_column_holds_is_quarantined_alone()
    {
        var page = Samples.Projects(3);
        page[1].Mrr = decimal.MaxValue;
        var report = await Sync.RunAsync(VendorAccountId, new ListedSource(page), default);
        (report.Created, report.Quarantined, report.Error).ShouldBe((2, 1, null));
    }

    private static ListedSource ThreePages() => new(Samples.Projects(10), Samples.Projects(10, 11), Samples.Projects(10, 21));

    private sealed class RecordedProgress : IProgress<SyncProgress>
    {
        public List<int> Read { get; } = [];

        public void Report(SyncProgress value) => Read.Add(value.Read);
    }
}
