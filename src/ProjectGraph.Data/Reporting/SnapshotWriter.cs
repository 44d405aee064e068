using System.Globalization;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Reporting;

/// <summary>
/// Writes today's snapshots of projects, with one statement per sync and one per write. The last snapshot of a day remains. A day
/// without a sync has no snapshots.
/// </summary>
internal sealed class SnapshotWriter(SqlSession session)
{
    // The key contains day and project. So the rows of a day are adjacent at the table's end and keep their keys.
    private const long ProjectsPerDay = 1_000_000_000;

    private const string Columns =
        "Vendor, VendorAccountId, Status, VendorStatus, Archived, Progress, Currency, Mrr, Arr, Nrr, CompanyId, OwnerId";
    private const string DeleteBefore = "DELETE FROM ProjectSnapshots WHERE Id < @p0";

    /// <summary>Writes the snapshots of all projects of a vendor account.</summary>
    public void WriteAll(long vendorAccountId, DateTimeOffset now) => Write("VendorAccountId = @p2", vendorAccountId, now);

    /// <summary>Writes the snapshot of one project.</summary>
    public void WriteOne(long projectId, DateTimeOffset now) => Write("Id = @p2", projectId, now);

    /// <summary>Removes snapshots older than the retention. 0 removes nothing.</summary>
    public void DeleteExpired(int retentionDays, DateTimeOffset now)
    {
        if (retentionDays > 0)
            session.Execute(DeleteBefore, GetFirstKey(ToDay(now).AddDays(-retentionDays)));
    }

    private void Write(string condition, long id, DateTimeOffset now) =>
        session.Execute(
            UpsertStatement(condition),
            GetFirstKey(ToDay(now)),
            ToDay(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            id
        );

    private static long GetFirstKey(DateOnly day) => day.DayNumber * ProjectsPerDay;

    private static DateOnly ToDay(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);

    // An unchanged row is not written again, because most syncs change little.
    private string UpsertStatement(string condition)
    {
        var columns = Columns.Split(", ");
        var set = string.Join(", ", columns.Select(column => $"{column} = excluded.{column}"));
        var differs = string.Join(
            " OR ",
            columns.Select(column => session.WriteInequality($"ProjectSnapshots.{column}", $"excluded.{column}"))
        );
        return $"INSERT INTO ProjectSnapshots (Id, Date, ProjectId, {Columns}) SELECT @p0 + Id, @p1, Id, {Columns} FROM Projects WHERE {condition} ORDER BY Id "
            + $"ON CONFLICT (Id) DO UPDATE SET {set} WHERE {differs}";
    }
}
