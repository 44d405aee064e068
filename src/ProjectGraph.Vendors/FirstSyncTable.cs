using System.Globalization;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors;

/// <summary>Formats the results of the first sync for the log, one entry per vendor account, so that the log shows a table.</summary>
internal static class FirstSyncTable
{
    public static IEnumerable<string> Format(IReadOnlyList<(VendorChannel Channel, SyncReport? Report, string? Error)> rows) =>
        rows.Count == 0 ? ["No vendor accounts are configured. Add them under Vendors:Accounts."] : rows.Select(FormatLine);

    private static string FormatLine((VendorChannel Channel, SyncReport? Report, string? Error) row)
    {
        var (channel, report, error) = row;
        var took = report is null ? 0 : (report.EndedAt - report.StartedAt).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{channel.VendorAccount.Name, -20} {report?.Read ?? 0, 7} read {report?.Created ?? 0, 7} new {report?.Changed ?? 0, 7} changed {report?.Deleted ?? 0, 6} deleted {report?.Quarantined ?? 0, 4} quarantined {took, 6:0.0} s  {error ?? "ok"}  {channel.Settings.BaseUrl}"
        );
    }
}
