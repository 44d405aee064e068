using System.Globalization;

namespace ProjectGraph.Vendors;

/// <summary>What no two vendors can have in common: told at the start, by name, and not by the schema's building later.</summary>
internal static class VendorClashes
{
    /// <exception cref="InvalidOperationException">Two claim the same.</exception>
    public static void Refuse(IReadOnlyList<VendorRegistration> vendors)
    {
        var connectors = vendors.Select(vendor => vendor.Connector).ToList();
        foreach (var connector in connectors.Where(connector => !Equals(connector.Member.Value, connector.Vendor) || connector.Member.Number != (long)connector.Vendor))
            throw new InvalidOperationException($"{connector.Name}: its member of the enum Vendor is {connector.Member.Number}, and its vendor is {(long)connector.Vendor}.");
        Unique("number in the enum Vendor", connectors, connector => [((long)connector.Vendor).ToString(CultureInfo.InvariantCulture)]);
        Unique("name in the enum Vendor", connectors, connector => [connector.Member.Name]);
        Unique("input name", connectors, connector => [connector.InputName]);
        Unique("operation or live read", connectors, connector =>
            [.. connector.Operations.Select(operation => operation.Name), .. connector.LiveReads.Select(read => read.Name)]);
        Unique("sandbox", vendors.Where(vendor => vendor.Sandbox is not null), vendor => [vendor.Sandbox!.Name]);
    }

    private static void Unique<T>(string what, IEnumerable<T> owners, Func<T, IEnumerable<string>> names)
    {
        var twice = owners.SelectMany(names).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new InvalidOperationException($"Two vendors have the {what} '{twice.Key}'. Each needs one of its own.");
    }
}
