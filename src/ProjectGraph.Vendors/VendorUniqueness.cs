using System.Globalization;

namespace ProjectGraph.Vendors;

/// <summary>
/// Checks that vendors don't share names or numbers. The error appears at start-up and names the vendor, not later in the schema.
/// </summary>
internal static class VendorUniqueness
{
    /// <exception cref="InvalidOperationException">Two vendors have the same name or number.</exception>
    public static void Check(IReadOnlyList<VendorConnector> connectors)
    {
        foreach (
            var connector in connectors.Where(connector =>
                !Equals(connector.Member.Value, connector.Vendor) || connector.Member.Number != (long)connector.Vendor
            )
        )
            throw new InvalidOperationException(
                $"{connector.Name}: the connector's Member has the number {connector.Member.Number}, but its Vendor is {(long)connector.Vendor}. Use the same number."
            );
        CheckUnique("number in the enum Vendor", connectors, connector =>
            [((long)connector.Vendor).ToString(CultureInfo.InvariantCulture)]
        );
        CheckUnique("name in the enum Vendor", connectors, connector => [connector.Member.Name]);
        CheckUnique("input name", connectors, connector => [connector.InputName]);
        CheckUnique("operation or live read", connectors, connector =>
            [.. connector.Operations.Select(operation => operation.Name), .. connector.LiveReads.Select(read => read.Name)]
        );
    }

    private static void CheckUnique<T>(string kind, IEnumerable<T> owners, Func<T, IEnumerable<string>> names)
    {
        var duplicate = owners.SelectMany(names).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1);
        if (duplicate is not null)
            throw new InvalidOperationException($"Two vendors have the {kind} '{duplicate.Key}'. Give each its own.");
    }
}
