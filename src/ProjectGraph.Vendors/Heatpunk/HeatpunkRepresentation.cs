using System.Globalization;
using System.Text.Json.Nodes;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>Writes a project as a row of Heatpunk's list. Unset texts are empty; unset coordinates are null.</summary>
internal static class HeatpunkRepresentation
{
    public static JsonObject Create(Project project)
    {
        var own = project.Heatpunk;
        var created = project.CreatedAt ?? project.SyncedAt;
        return new()
        {
            ["ID"] = project.Vendor == Vendor.Heatpunk ? ParseId(project.VendorId) : StandIns.Key(project),
            ["owner"] = own?.OwnerUserId ?? (project.Owner is { } owner ? StandIns.Key(owner) : null),
            ["dateCreated"] = FormatInstant(created),
            ["dateModified"] = FormatInstant(project.UpdatedAt ?? created),
            ["projectName"] = project.Name,
            ["customerName"] = own?.CustomerName ?? project.Company?.Name ?? "",
            ["address"] = own?.Address ?? "",
            ["postcode"] = own?.Postcode ?? "",
            ["lat"] = own?.Lat,
            ["lng"] = own?.Lng,
            ["status"] = Status(project),
        };
    }

    private static string Status(Project project)
    {
        if (project.Vendor == Vendor.Heatpunk)
            return project.VendorStatus ?? "";
        return HeatpunkStatuses.ToVendorStatus(
            project.Status is { } status ? HeatpunkStatuses.FromProjectStatus(status) ?? HeatpunkStatus.Lead : HeatpunkStatus.Lead
        );
    }

    private static long ParseId(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    private static string FormatInstant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
