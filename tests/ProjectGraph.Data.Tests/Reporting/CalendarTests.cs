using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using ProjectGraph.Data.Reporting;
using ProjectGraph.Data.Storage;
using ProjectGraph.Data.Storage.Sqlite;
using ProjectGraph.Data.Tests.Storage;
using Calendar = ProjectGraph.Data.Reporting.Calendar;

namespace ProjectGraph.Data.Tests.Reporting;

public sealed class CalendarTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2026-01-01", "2026-W01", 4, false)]
    [InlineData("2021-01-01", "2020-W53", 5, false)]
    [InlineData("2024-12-30", "2025-W01", 1, false)]
    [InlineData("2026-02-28", "2026-W09", 6, true)]
    [InlineData("2027-01-03", "2026-W53", 7, true)]
    public void Weeks_follow_ISO_8601(string day, string week, int dayOfWeek, bool weekend)
    {
        var found = Calendar.CreateDay(DateOnly.Parse(day, null), 1);
        (found.YearWeek, found.DayOfWeek, found.IsWeekend).ShouldBe((week, dayOfWeek, weekend));
        $"{found.WeekYear}-W{found.Week:00}".ShouldBe(week);
        (found.Date.DayNumber - found.StartOfWeek.DayNumber).ShouldBe(dayOfWeek - 1);
    }

    [Theory]
    [InlineData("2026-01-01", 1, "FY2026-Q1", 1, "2026-01-01")]
    [InlineData("2026-12-31", 1, "FY2026-Q4", 12, "2026-01-01")]
    [InlineData("2026-09-30", 10, "FY2026-Q4", 12, "2025-10-01")]
    [InlineData("2026-10-01", 10, "FY2027-Q1", 1, "2026-10-01")]
    [InlineData("2026-03-31", 4, "FY2026-Q4", 12, "2025-04-01")]
    [InlineData("2026-01-31", 2, "FY2026-Q4", 12, "2025-02-01")]
    [InlineData("2026-02-01", 2, "FY2027-Q1", 1, "2026-02-01")]
    public void A_fiscal_year_is_named_after_the_year_in_which_it_ends(string day, int startMonth, string quarter, int month, string start)
    {
        var found = Calendar.CreateDay(DateOnly.Parse(day, null), startMonth);
        (found.FiscalYearQuarter, found.FiscalMonth, found.StartOfFiscalYear.ToString("O")).ShouldBe((quarter, month, start));
        $"FY{found.FiscalYear}-Q{found.FiscalQuarter}".ShouldBe(quarter);
    }

    [Fact]
    public void A_day_names_its_periods_and_their_first_days()
    {
        var day = Calendar.CreateDay(new(2026, 8, 19), 1);
        (day.Id, day.YearQuarter, day.YearMonth, day.MonthName, day.DayName, day.DayOfYear).ShouldBe(
            (20260819, "2026-Q3", "2026-08", "August", "Wednesday", 231)
        );
        (day.StartOfMonth, day.StartOfQuarter, day.StartOfYear).ShouldBe(
            (new DateOnly(2026, 8, 1), new DateOnly(2026, 7, 1), new DateOnly(2026, 1, 1))
        );
    }

    [Fact]
    public async Task Another_fiscal_year_takes_effect_at_the_next_start()
    {
        await using (await _folder.OpenAsync(new FakeTime())) { }
        foreach (var month in new[] { 10, 1 })
        {
            await using var store = new GraphStore(
                new SqliteDatabase($"Data Source={_folder.File}"),
                new FakeTime(),
                new() { FiscalYearStartMonth = month }
            );
            await store.OpenAsync(default);
            await using var connection = store.OpenReadConnection();
            connection
                .Rows("SELECT FiscalMonth || ' ' || (SELECT count(*) FROM Dates) FROM Dates WHERE Date = '2026-10-01'")
                .ShouldBe([month == 10 ? "1 1095" : "10 1095"]);
        }
    }

    [Fact]
    public async Task A_store_of_the_first_schema_is_upgraded_with_its_data()
    {
        await using (var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False"))
        {
            connection.Open();
            using var context = SqliteSchema.CreateContext(connection);
            Run(
                connection,
                context
                    .GetService<IMigrator>()
                    .GenerateScript(Migration.InitialDatabase, "20261101000000_CreateGraph", MigrationsSqlGenerationOptions.NoTransactions)
            );
            Run(connection, "INSERT INTO Connections (Id, Name, Vendor, BaseUrl, Status) VALUES (1, 'p', 2, 'http://p', 1)");
            Run(
                connection,
                "INSERT INTO Projects (Vendor, VendorId, ConnectionId, Name, SyncedAt, DueDate, Document) VALUES (2, 'a', 1, 'A', 0, '2031-05-06', '{}')"
            );
        }
        await using var store = await _folder.OpenAsync(new FakeTime());
        await using var reader = store.OpenReadConnection();
        reader.Rows("SELECT Name || ' ' || (SELECT max(Date) FROM Dates) FROM Projects").ShouldBe(["A 2032-12-31"]);
    }

    [Theory]
    [InlineData("BI:FiscalYearStartMonth", "13")]
    [InlineData("BI:FiscalYearStartMonth", "0")]
    [InlineData("BI:FiscalYearStartMonth", "April")]
    [InlineData("BI:SnapshotRetentionDays", "-1")]
    public void An_invalid_setting_is_reported_by_name(string name, string value)
    {
        var refused = Should.Throw<StoreException>(() => ReportingOptions.Read(Configuration((name, value))));
        refused.Code.ShouldBe(StoreException.BadConfiguration);
        refused.Message.ShouldStartWith($"{name} is `{value}`.");
    }

    [Fact]
    public void Settings_have_defaults() =>
        (
            ReportingOptions.Read(Configuration()),
            ReportingOptions.Read(Configuration(("BI:FiscalYearStartMonth", "4"), ("BI:SnapshotRetentionDays", "90")))
        ).ShouldBe((new ReportingOptions(), new ReportingOptions { FiscalYearStartMonth = 4, SnapshotRetentionDays = 90 }));

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)))
            .Build();

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
