using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.CoreData;
using ProjectGraph.Vendors.GrowCrm;
using ProjectGraph.Vendors.Heatpunk;
using ProjectGraph.Vendors.Inputs;
using ProjectGraph.Vendors.Operations;
using ProjectGraph.Vendors.Planhat;
using ProjectGraph.Vendors.Productive;
using ProjectGraph.Vendors.Unified;

namespace ProjectGraph.Vendors;

/// <summary>
/// The vendors of a host: the built-in ones, then those that <see cref="VendorsStartup.AddVendor"/> adds. All code that depends on
/// the set of vendors uses the host's registry.
/// </summary>
public sealed class VendorRegistry
{
    private readonly Dictionary<Vendor, VendorConnector> _byVendor;
    private readonly Dictionary<string, VendorOperation> _operations;
    private readonly Dictionary<string, VendorLiveRead> _liveReads;
    private readonly Dictionary<string, UnifiedOperation> _unified;

    /// <exception cref="InvalidOperationException">Two vendors have the same name or number. The message names it.</exception>
    public VendorRegistry(IReadOnlyList<VendorConnector> connectors)
    {
        VendorUniqueness.Check(connectors);
        Connectors = connectors;
        ConnectorsWithSandbox = [.. connectors.Where(connector => connector.SandboxPath is not null)];
        Members = EnumModel.Get(typeof(Vendor));
        var more = Connectors.Select(connector => connector.Member).Where(member => Members.Find(member.Number) is null).ToList();
        if (more.Count > 0)
            Members = Members.WithMembers(more);
        _byVendor = Connectors.ToDictionary(connector => connector.Vendor);
        _operations = Connectors.SelectMany(connector => connector.Operations).ToDictionary(operation => operation.Name);
        _liveReads = Connectors.SelectMany(connector => connector.LiveReads).ToDictionary(read => read.Name);
        Inputs = new(Connectors);
        Unified = UnifiedOperations.Declare(Inputs);
        _unified = Unified.ToDictionary(operation => operation.Name);
    }

    /// <summary>The built-in vendors, one line each. No other code outside a vendor's folder names a vendor.</summary>
    public static VendorRegistry BuiltIn { get; } =
        new([new HeatpunkConnector(), new PlanhatConnector(), new GrowCrmConnector(), new CoreDataConnector(), new ProductiveConnector()]);

    public IReadOnlyList<VendorConnector> Connectors { get; }

    /// <summary>The connectors that have a sandbox.</summary>
    public IReadOnlyList<VendorConnector> ConnectorsWithSandbox { get; }

    /// <summary>The enum <see cref="Vendor"/> with the members of added vendors.</summary>
    public EnumModel Members { get; }

    /// <summary>The documented writes of all vendors.</summary>
    public IReadOnlyCollection<VendorOperation> Operations => _operations.Values;

    /// <summary>The documented reads of all vendors.</summary>
    public IReadOnlyCollection<VendorLiveRead> LiveReads => _liveReads.Values;

    /// <summary>The operations that are the same for all vendors.</summary>
    public IReadOnlyList<UnifiedOperation> Unified { get; }

    /// <summary>Reads the inputs that have an object per vendor.</summary>
    internal InputReflection Inputs { get; }

    /// <summary>Creates a registry with additional vendors. This one is not changed.</summary>
    internal VendorRegistry With(IReadOnlyList<VendorConnector> more) => more.Count == 0 ? this : new([.. Connectors, .. more]);

    public VendorConnector? Find(Vendor vendor) => _byVendor.GetValueOrDefault(vendor);

    public VendorOperation? FindOperation(string name) => _operations.GetValueOrDefault(name);

    public VendorLiveRead? FindLiveRead(string name) => _liveReads.GetValueOrDefault(name);

    public UnifiedOperation? FindUnified(string name) => _unified.GetValueOrDefault(name);
}
