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
            text.AppendLine().Append(CultureInfo.InvariantCulture,
                $"  {channel.Connection.Name,-24} {channel.Settings.BaseUrl,-48} {report?.Read ?? 0,7} read  {error ?? "ok"}");
        }
        return text.ToString();
    }
}
