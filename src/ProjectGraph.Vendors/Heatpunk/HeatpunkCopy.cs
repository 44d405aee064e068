using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>
/// Completes a copy to Heatpunk, which documents no copy of its own. From another vendor, the customer comes from the company.
/// </summary>
internal static class HeatpunkCopy
{
    public static CreateProjectInput TransferFields(CopySource source, CreateProjectInput copy)
    {
        var project = source.Project;
        var own = project.Heatpunk
            ?? new()
            {
                CustomerName = project.Company?.Name,
                CustomerEmail = project.Company?.Email,
                CustomerPhone = project.Company?.Phone,
            };
        var given = copy.Vendors.ByVendor.GetValueOrDefault(Vendor.Heatpunk) as HeatpunkProjectInput ?? new();
        copy.Vendors.Add(
            Vendor.Heatpunk,
            given with
            {
                BuildDate = GivenOrSource(given.BuildDate, own.BuildDate),
                // If a company is given, it becomes the customer.
                CustomerName = copy.CompanyId is null ? GivenOrSource(given.CustomerName, own.CustomerName) : given.CustomerName,
                CustomerEmail = GivenOrSource(given.CustomerEmail, own.CustomerEmail),
                CustomerPhone = GivenOrSource(given.CustomerPhone, own.CustomerPhone),
                Address = GivenOrSource(given.Address, own.Address),
                Postcode = GivenOrSource(given.Postcode, own.Postcode),
                Lat = GivenOrSource(given.Lat, own.Lat),
                Lng = GivenOrSource(given.Lng, own.Lng),
            }
        );
        if (own.CustomerName is not null)
            RemoveLoss(source, "companyId");
        var isWord = project.Vendor == Vendor.Heatpunk && project.VendorStatus is { } word && HeatpunkStatuses.Parse(word) is not null;
        return isWord ? copy with { Status = null, VendorStatus = project.VendorStatus } : copy;
    }

    /// <summary>Removes a loss: Heatpunk stores customers by name only, so the name is all that it can take.</summary>
    private static void RemoveLoss(CopySource source, string field)
    {
        foreach (var loss in source.Losses.Where(loss => loss.Field == field).ToList())
            source.Losses.Remove(loss);
    }

    private static Optional<T?> GivenOrSource<T>(Optional<T?> given, T? own) => given.IsSet || own is null ? given : new(own);
}
