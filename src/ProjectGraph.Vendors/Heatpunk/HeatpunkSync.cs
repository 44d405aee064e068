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

    private static readonly DateOnly DefaultSince = new(2022, 1, 1);

    private readonly HeatpunkClient _client = new(channel);
    private readonly int _windowDays = Math.Clamp(channel.Settings.Setting("WindowDays", 90), 1, 36_500);

    /// <summary>Projects created before this day are read in one window.</summary>
    private readonly DateOnly _since = ParseDay(channel.Settings.Setting("Since")) ?? DefaultSince;

    public IReadOnlySet<string> WriteOnlyFields => channel.Connector.WriteOnlyFields;

    public async IAsyncEnumerable<SyncPage> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var user = HeatpunkUser.GetRequired(channel.Settings);
        for (DateOnly? start = FirstDay(cursor); start is { } first; )
        {
            var last = LastDayOfWindow(first);
            var list = await _client.ListAsync(user, first, last, cancellationToken);
            start = last < _client.LatestDay ? last.AddDays(1) : null;
            yield return CreatePage(list, start?.ToString(DayFormat, CultureInfo.InvariantCulture));
        }
    }

    // If the clock was set back, the cursor can be in the future. Its range would end before it begins.
    private DateOnly FirstDay(string? cursor) => ParseDay(cursor) is { } day && day <= _client.LatestDay ? day : HeatpunkClient.EarliestDay;

    private DateOnly LastDayOfWindow(DateOnly first)
    {
        var last = first < _since ? _since.AddDays(-1) : first.AddDays(_windowDays - 1);
        return last < _client.LatestDay ? last : _client.LatestDay;
    }

    private SyncPage CreatePage(HeatpunkList list, string? next)
    {
        var (projects, problems, now) = (new List<Project>(list.Rows.Count), new List<SyncProblem>(), channel.Time.GetUtcNow());
        foreach (var row in list.Rows)
        {
            try
            {
                projects.Add(HeatpunkMapping.MapProject(row, list.RequestingUser, now));
            }
            catch (VendorReadException e)
            {
                problems.Add(new(HeatpunkMapping.FindId(row), e.Message));
            }
        }
        return new(projects, [], list.RequestingUser is { } requestingUser ? [requestingUser] : [], problems, next);
    }

    private static DateOnly? ParseDay(string? text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
