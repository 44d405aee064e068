using System.Text.Json;
using ProjectGraph.Data.Model;
using ProjectGraph.Vendors.Http;
using ProjectGraph.Vendors.Operations;

namespace ProjectGraph.Vendors.Unified;

/// <summary>A project in the format of a vendor, its own or another one.</summary>
/// <param name="Document">The project as the vendor's API would return it. For the project's own vendor, the stored document.</param>
/// <param name="CreateRequest">The request that would create the project; null if a required value is not available.</param>
/// <param name="Losses">The values that the vendor can't store; empty for the project's own vendor.</param>
public sealed record Representation(Vendor Vendor, JsonElement Document, VendorRequest? CreateRequest, IReadOnlyList<Loss> Losses);

/// <summary>A vendor to represent projects for, with the data of its vendor account.</summary>
public sealed class RepresentationTarget
{
    internal RepresentationTarget(VendorConnector connector, RepresentationContext? home) => (Connector, Context) = (connector, home);

    public Vendor Vendor => Connector.Vendor;

    internal VendorConnector Connector { get; }

    /// <summary>Null if the vendor has no vendor account.</summary>
    internal RepresentationContext? Context { get; }
}
