using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors.Heatpunk;

/// <summary>A copy from Heatpunk to Heatpunk, which documents none: what only Heatpunk knows goes along.</summary>
internal static class HeatpunkCopy
{
    public static CreateProjectInput Carry(Project source, CreateProjectInput copy)
    {
        if (source.Heatpunk is not { } own) return copy;
        var given = copy.Vendors.Given.GetValueOrDefault(Vendor.Heatpunk) as HeatpunkProjectInput ?? new();
        copy.Vendors.Add(Vendor.Heatpunk, given with
        {
            BuildDate = Or(given.BuildDate, own.BuildDate),
            // The company, where there is one, is the customer.
            CustomerName = copy.CompanyId is null ? Or(given.CustomerName, own.CustomerName) : given.CustomerName,
            CustomerEmail = Or(given.CustomerEmail, own.CustomerEmail),
            CustomerPhone = Or(given.CustomerPhone, own.CustomerPhone),
            Address = Or(given.Address, own.Address),
            Postcode = Or(given.Postcode, own.Postcode),
            Lat = Or(given.Lat, own.Lat),
            Lng = Or(given.Lng, own.Lng),
        });
        var isWord = source.VendorStatus is { } word && HeatpunkStatuses.Parse(word) is not null;
        return isWord ? copy with { Status = null, VendorStatus = source.VendorStatus } : copy;
    }

    private static Optional<T?> Or<T>(Optional<T?> given, T? own) => given.IsSet || own is null ? given : new(own);
}
