using System.Globalization;
using System.Runtime.CompilerServices;
using ProjectGraph.Data.Model;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>
/// Syncs window by window: a list has no pages, only a range of creation days. Windows do not shift when a project is deleted. The
/// cursor is the first day of the next window.
/// </summary>
internal sealed class HeatpunkSync(VendorChannel channel) : ISyncSource
{
    private const string DayFormat = "yyyy-MM-dd";

    private static readonly DateOnly usualSince = new(2022, 1, 1);

    private readonly HeatpunkClient client = new(channel);
    private readonly int days = Math.Clamp(channel.Settings.Setting("WindowDays", 90), 1, 36_500);

    /// <summary>Projects created before this day are read in one window.</summary>
    private readonly DateOnly since = Day(channel.Settings.Setting("Since")) ?? usualSince;

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var user = HeatpunkUser.Of(channel.Settings);
        for (DateOnly? start = Start(cursor); start is { } first;)
        {
            var last = Last(first);
            var list = await client.ListAsync(user, first, last, cancellation);
            start = last < client.Latest ? last.AddDays(1) : null;
            yield return Page(list, start?.ToString(DayFormat, CultureInfo.InvariantCulture));
        }
    }

    // If the clock was set back, the cursor can be in the future. Its range would end before it begins.
    private DateOnly Start(string? cursor) => Day(cursor) is { } day && day <= client.Latest ? day : HeatpunkClient.Earliest;

    private DateOnly Last(DateOnly first)
    {
        var last = first < since ? since.AddDays(-1) : first.AddDays(days - 1);
        return last < client.Latest ? last : client.Latest;
    }

    private SyncPage Page(HeatpunkList list, string? next)
    {
        var (projects, problems, now) = (new List<Project>(list.Rows.Count), new List<SyncProblem>(), channel.Time.GetUtcNow());
        foreach (var row in list.Rows)
        {
            try
            {
                projects.Add(HeatpunkMapping.Project(row, list.Asker, now));
            }
            catch (VendorReadException e)
            {
                problems.Add(new(HeatpunkMapping.IdOf(row), e.Message));
            }
        }
        return new(projects, [], list.Asker is { } requestingUser ? [requestingUser] : [], problems, next);
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
