using System.Globalization;
using ProjectGraph.Data.Storage;

namespace ProjectGraph.Data.Reporting;

/// <summary>
/// Writes how projects stand today, by one statement a sync and one a write: the last of a day stays. A day that nothing was
/// synced on has no snapshots.
/// </summary>
internal sealed class SnapshotWriter(SqlSession session)
{
    // The key says day and project, so that a day's rows lie together, come at the table's end, and keep their numbers.
    private const long ProjectsPerDay = 1_000_000_000;

    private const string Columns = "Vendor, ConnectionId, Status, VendorStatus, Archived, Progress, Currency, Mrr, Arr, Nrr, CompanyId, OwnerId";
    private const string DeleteBefore = "DELETE FROM ProjectSnapshots WHERE Id < @p0";

    /// <summary>Of all projects of a connection.</summary>
    public void TakeAll(long connectionId, DateTimeOffset now) => Write("ConnectionId = @p2", connectionId, now);

    /// <summary>Of one project.</summary>
    public void Take(long projectId, DateTimeOffset now) => Write("Id = @p2", projectId, now);

    /// <summary>Removes what is older than so many days; 0 removes nothing.</summary>
    public void Forget(int retentionDays, DateTimeOffset now)
    {
        if (retentionDays > 0) session.Execute(DeleteBefore, FirstKey(Day(now).AddDays(-retentionDays)));
    }

    private void Write(string where, long id, DateTimeOffset now) =>
        session.Execute(Merge(where), FirstKey(Day(now)), Day(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), id);

    private static long FirstKey(DateOnly day) => day.DayNumber * ProjectsPerDay;

    private static DateOnly Day(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);

    // A row that says the same already is not written again: most syncs change little.
    private string Merge(string where)
    {
        var columns = Columns.Split(", ");
        var set = string.Join(", ", columns.Select(column => $"{column} = excluded.{column}"));
        var differs = string.Join(" OR ", columns.Select(column => session.Differ($"ProjectSnapshots.{column}", $"excluded.{column}")));
        return $"INSERT INTO ProjectSnapshots (Id, Date, ProjectId, {Columns}) SELECT @p0 + Id, @p1, Id, {Columns} FROM Projects WHERE {where} ORDER BY Id "
            + $"ON CONFLICT (Id) DO UPDATE SET {set} WHERE {differs}";
    }
}
