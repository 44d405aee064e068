using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>
/// Completes a copy to Heatpunk, which documents no copy of its own. From another vendor, the customer comes from the company.
/// </summary>
internal static class HeatpunkCopy
{
    public static CreateProjectInput Carry(CopySource source, CreateProjectInput copy)
    {
        var project = source.Project;
        var own = project.Heatpunk ?? new() { CustomerName = project.Company?.Name, CustomerEmail = project.Company?.Email, CustomerPhone = project.Company?.Phone };
        var given = copy.Vendors.Given.GetValueOrDefault(Vendor.Heatpunk) as HeatpunkProjectInput ?? new();
        copy.Vendors.Add(Vendor.Heatpunk, given with
        {
            BuildDate = Or(given.BuildDate, own.BuildDate),
            // If a company is given, it becomes the customer.
            CustomerName = copy.CompanyId is null ? Or(given.CustomerName, own.CustomerName) : given.CustomerName,
            CustomerEmail = Or(given.CustomerEmail, own.CustomerEmail),
            CustomerPhone = Or(given.CustomerPhone, own.CustomerPhone),
            Address = Or(given.Address, own.Address),
            Postcode = Or(given.Postcode, own.Postcode),
            Lat = Or(given.Lat, own.Lat),
            Lng = Or(given.Lng, own.Lng),
        });
        if (own.CustomerName is not null) Forget(source, "companyId");
        var isWord = project.Vendor == Vendor.Heatpunk && project.VendorStatus is { } word && HeatpunkStatuses.Parse(word) is not null;
        return isWord ? copy with { Status = null, VendorStatus = project.VendorStatus } : copy;
    }

    /// <summary>Removes a loss: Heatpunk stores customers by name only, so the name is all that it can take.</summary>
    private static void Forget(CopySource source, string field)
    {
        foreach (var loss in source.Losses.Where(loss => loss.Field == field).ToList()) source.Losses.Remove(loss);
    }

    private static Optional<T?> Or<T>(Optional<T?> given, T? own) => given.IsSet || own is null ? given : new(own);
}
