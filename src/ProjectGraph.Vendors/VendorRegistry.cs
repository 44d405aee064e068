using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.CoreData;
using ProjectGraph.Vendors.GrowCrm;
using ProjectGraph.Vendors.Heatpunk;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Planhat;
using ProjectGraph.Vendors.Productive;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>The list: one line a vendor. Nothing else outside a vendor's folder names one.</summary>
public static class VendorRegistry
{
    public static IReadOnlyList<VendorConnector> Connectors { get; } =
    [
        new HeatpunkConnector(),
        new PlanhatConnector(),
        new GrowCrmConnector(),
        new CoreDataConnector(),
        new ProductiveConnector(),
    ];

    private static readonly Dictionary<Vendor, VendorConnector> byVendor = Connectors.ToDictionary(connector => connector.Vendor);

    private static readonly Dictionary<string, VendorOperation> operations =
        Connectors.SelectMany(connector => connector.Operations).ToDictionary(operation => operation.Name);

    private static readonly Dictionary<string, VendorLiveRead> liveReads =
        Connectors.SelectMany(connector => connector.LiveReads).ToDictionary(read => read.Name);

    /// <summary>The documented writes of all vendors.</summary>
    public static IReadOnlyCollection<VendorOperation> Operations => operations.Values;

    /// <summary>The documented reads of all vendors.</summary>
    public static IReadOnlyCollection<VendorLiveRead> LiveReads => liveReads.Values;

    /// <summary>The operations that are the same for all vendors.</summary>
    public static IReadOnlyList<UnifiedOperation> Unified => UnifiedOperations.All;

    public static VendorConnector? Find(Vendor vendor) => byVendor.GetValueOrDefault(vendor);

    public static VendorOperation? FindOperation(string name) => operations.GetValueOrDefault(name);

    public static VendorLiveRead? FindLiveRead(string name) => liveReads.GetValueOrDefault(name);
}
