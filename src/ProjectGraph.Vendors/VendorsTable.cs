using System.Globalization;
using System.Text;
using ProjectGraph.Data.Sync;
using ProjectGraph.Vendors.Http;

namespace ProjectGraph.Vendors;

/// <summary>What the first sync brought, for whoever looks at the log of a start.</summary>
internal static class VendorsTable
{
    public static string Of(IReadOnlyList<(VendorChannel Channel, SyncReport? Report, string? Error)> rows)
    {
        var text = new StringBuilder(rows.Count == 0 ? "No connections are configured." : "Connections:");
        foreach (var (channel, report, error) in rows)
        {
            var took = report is null ? 0 : (report.EndedAt - report.StartedAt).TotalSeconds;
            text.AppendLine().Append(CultureInfo.InvariantCulture,
                $"  {channel.Connection.Name,-24} {channel.Settings.BaseUrl,-52} {report?.Read ?? 0,7} read {report?.Created ?? 0,7} new {report?.Changed ?? 0,7} changed {report?.Deleted ?? 0,7} gone {report?.Quarantined ?? 0,5} put aside {took,7:0.0} s  {error ?? "ok"}");
        }
        return text.ToString();
    }
}
