using System.Globalization;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors;

/// <summary>What the first sync brought, for whoever looks at the log of a start: a line each, so that logs of one line an entry show a table.</summary>
internal static class VendorsTable
{
    public static IEnumerable<string> Of(IReadOnlyList<(VendorChannel Channel, SyncReport? Report, string? Error)> rows) =>
        rows.Count == 0 ? ["No connections are configured."] : rows.Select(Line);

    private static string Line((VendorChannel Channel, SyncReport? Report, string? Error) row)
    {
        var (channel, report, error) = row;
        var took = report is null ? 0 : (report.EndedAt - report.StartedAt).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture,
            $"{channel.Connection.Name,-20} {report?.Read ?? 0,7} read {report?.Created ?? 0,7} new {report?.Changed ?? 0,7} changed {report?.Deleted ?? 0,6} gone {report?.Quarantined ?? 0,4} put aside {took,6:0.0} s  {error ?? "ok"}  {channel.Settings.BaseUrl}");
    }
}
