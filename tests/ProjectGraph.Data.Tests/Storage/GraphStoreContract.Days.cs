using ProjectGraph.Data.Model;
using ProjectGraph.Data.Reporting;
using ProjectGraph.Data.Sync;

namespace ProjectGraph.Data.Tests.Storage;

public abstract partial class GraphStoreContract
{
    [Fact]
    public void A_new_store_has_the_calendar_of_the_years_around_today() =>
        Rows("""SELECT min("Date") || ' ' || max("Date") || ' ' || count(*) FROM "Dates" """).ShouldBe(["2025-01-01 2027-12-31 1095"]);

    [Fact]
    public async Task A_sync_widens_the_calendar_to_the_dates_that_it_brought_within_reason()
    {
        var early = Samples.Project(1);
        early.StartDate = new(2011, 6, 1);
        var late = Samples.Project(2);
        late.DueDate = DateOnly.MaxValue;

        await Sync.RunAsync(VendorAccountId, new ListedSource([early, late]), default);

        Rows("""SELECT min("Date") || ' ' || max("Date") FROM "Dates" """).ShouldBe(["2010-01-01 2076-12-31"]);
        Rows("""SELECT "Date" FROM "Dates" ORDER BY "Date" """)
            .ShouldBe(
                Enumerable.Range(0, (int)Count("Dates")).Select(day => new DateOnly(2010, 1, 1).AddDays(day).ToString("yyyy-MM-dd", null))
            );
    }

    [Fact]
    public async Task A_sync_writes_snapshots_and_the_last_one_of_a_day_remains()
    {
        await Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(3)), default);
        var changed = Samples.Projects(3);
        changed[0].Status = ProjectStatus.Completed;
        Time.Advance(TimeSpan.FromHours(1));
        await Sync.RunAsync(VendorAccountId, new ListedSource(changed), default);
        Time.Advance(TimeSpan.FromDays(1));
        await Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(3)), default);

        Trend().ShouldBe(["2026-03-01 2 2", "2026-03-01 4 1", "2026-03-02 2 3"]);
        Rows("""SELECT DISTINCT "Mrr" || ' ' || "CompanyId" FROM "ProjectSnapshots" WHERE "ProjectId" = 1""").ShouldBe(["123456 1"]);
    }

    [Fact]
    public async Task A_write_takes_a_snapshot_of_its_project()
    {
        await SaveAsync(Samples.Project(1), Samples.Project(2));
        Trend().ShouldBe(["2026-03-01 2 2"]);
    }

    [Fact]
    public async Task Snapshots_outlive_their_project()
    {
        var id = (await SaveAsync(Samples.Project(1))).Single();
        Time.Advance(TimeSpan.FromDays(1));
        await Writer.DeleteAsync(id, default);
        await Sync.RunAsync(VendorAccountId, new ListedSource([]), default);
        Trend().ShouldBe(["2026-03-01 2 1"]);
    }

    [Fact]
    public async Task A_sync_that_changes_nothing_writes_no_snapshot_twice()
    {
        await Sync.RunAsync(VendorAccountId, new ListedSource(Samples.Projects(3)), default);
        var written = await Store.WriteAsync(
            session =>
            {
                var before = session.RowsWritten;
                new SnapshotWriter(session).WriteAll(VendorAccountId, Time.GetUtcNow());
                return session.RowsWritten - before;
            },
            default
        );
        written.ShouldBe(0);
    }

    [Fact]
    public async Task Snapshots_older_than_the_retention_are_deleted()
    {
        await SaveAsync(Samples.Project(1));
        Time.Advance(TimeSpan.FromDays(10));
        await SaveAsync(Samples.Project(1));
        foreach (var (days, left) in new[] { (0, 2), (10, 2), (9, 1) })
        {
            await Store.WriteAsync(
                session =>
                {
                    new SnapshotWriter(session).DeleteExpired(days, Time.GetUtcNow());
                    return 0;
                },
                default
            );
            Count("ProjectSnapshots").ShouldBe(left);
        }
    }

    private List<string> Trend() =>
        Rows(
            """SELECT "Date" || ' ' || "Status" || ' ' || count(*) FROM "ProjectSnapshots" GROUP BY "Date", "Status" ORDER BY "Date", "Status" """
        );
}
